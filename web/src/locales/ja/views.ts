/** Views of a page that a person saves under a name. */
export const views = {
  label: '保存したビュー',
  ofName: '保存したビュー: {{name}}',
  none: '保存したビューはまだありません。条件、並べ方、列をまとめて名前を付けて保存できます。',
  full: '保存できるのは {{most, number}} 件までです。新しく保存するには、使わないビューを削除してください。',
  save: '現在の表示を保存…',
  saveTitle: '現在の表示を保存',
  name: '名前',
  nameHint: '条件、並べ方、表示する列を保存します。自分だけに表示されます。',
  nameEmpty: '名前を入力してください。',
  saveNow: '保存する',
  replace: '上書きする',
  saved: 'ビュー「{{name}}」を保存しました',
  deleted: 'ビュー「{{name}}」を削除しました',
  delete: 'ビュー「{{name}}」を削除する',
  undo: '元に戻す',
};
