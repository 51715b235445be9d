export const ui = {
  loading: '読み込んでいます',
  retry: 'もう一度試す',
  reload: '再読み込み',
  close: '閉じる',
  cancel: 'キャンセル',
  back: '戻る',
  copy: 'コピー',
  copied: 'コピーしました',
  breadcrumbs: 'パンくずリスト',
  nextSteps: '次にできること',
  requestId: '要求 ID',
  table: {
    sortBy: '並べ替え',
    ascending: '{{column}} (昇順)',
    descending: '{{column}} (降順)',
    scrollable: '表は横にスクロールできます',
  },
  error: {
    title: 'この画面を表示できませんでした',
    text: '一時的な問題の可能性があります。少し待ってからもう一度お試しください。続く場合は、下の要求 ID を添えてお問い合わせください。',
    newVersion: 'アプリケーションが更新されました。再読み込みすると続けられます。',
  },
  noAccess: {
    title: 'このページは見つかりませんでした',
    text: 'アドレスが誤っているか、このサインインでは表示できないページです。',
  },
  notice: {
    info: 'お知らせ',
    success: '完了',
    warning: '注意',
    danger: '重要',
  },
};
