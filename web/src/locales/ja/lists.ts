export const lists = {
  filters: '絞り込み',
  clear: '条件を解除',
  clearSearch: '検索文字を消す',
  all: 'すべて',
  loading: '読み込んでいます…',
  shown: '{{total, number}} 件中 {{shown, number}} 件を表示',
  licensesRead: '{{total, number}} 件中 {{shown, number}} 件のライセンスを調べました',
  more: 'さらに表示',
  noMatch: { title: '条件に合うものはありません', text: '条件を減らすか、別の言葉でお試しください。' },
  none: 'なし',
  open: '{{name}} を開く',
  close: '{{name}} を閉じる',
};
