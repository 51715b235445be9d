export const problems = {
  atLatest: '遅くとも <when/> までお待ちください',
  availableAt: '<when/> 以降',
  notDone: '操作を完了できませんでした',
  noAnswer: 'サーバーから応答がありませんでした。入力した内容はこのまま残っています。少し待ってからもう一度お試しください。',
  tooMuch: '一度に処理できる量を超えています。対象のユーザーやライセンスを減らし、残りはその後に行ってください。',
  left: '残り {{count}} 文字',
  over: '{{count}} 文字超過しています',
};
