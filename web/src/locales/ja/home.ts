export const home = {
  greeting: '{{name}} さんの状況をまとめています。',
  toDecide: {
    title: '決定を待つリクエスト',
    count_other: '{{count}} 件',
    all: 'すべて見る',
    none: '決定を待つリクエストはありません。',
    asks: '{{name}} さん',
  },
  mine: {
    title: 'あなたのリクエスト',
    all: 'すべて見る',
    none: 'お探しのライセンスが一覧にないときは、その管理者にアクセス権限をリクエストできます。',
    request: 'アクセス権限をリクエストする',
  },
  ending: {
    title: 'まもなく終了',
    all: 'すべて見る',
    none: '90 日以内に終了するものはありません。',
  },
  start: {
    title: 'はじめに',
    text: '次の 3 つの手順で、ライセンスが表示されるようになります。',
    steps: [
      '勤務先電子メール アドレスを 2 回入力して登録します。',
      '届いた確認メールのリンクを開きます。',
      '認められたライセンスが、数秒で表示されます。',
    ],
    register: '勤務先電子メール アドレスを登録する',
  },
  takeover: {
    title: '引き継ぎオプションがまだ選択されていません',
    text: 'MBSA {{number}} ({{name}}) の下位契約の管理者になるかどうかを選べます。',
    action: '引き継ぎオプションを開く',
  },
  invitations: {
    title: '返事を待つ招待',
    text_other: '{{count, number}} 人が、まだ招待に応じていません。再送や取り消しができます。',
    see: '招待を見る',
  },
  customers: {
    title: '担当するお客様',
    all_other: 'すべて見る ({{count, number}} 社)',
    licenses_other: 'ライセンス {{count, number}} 件',
  },
  access: {
    title: 'ライセンスが表示されない理由',
    details: '診断のページを見る',
  },
};
