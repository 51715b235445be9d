import type { Locale } from '@vlsc/shared/locale.ts';

/** An invented person of the sample data, who signs in at the embedded identity provider by one click. */
export interface SamplePerson {
  readonly subject: string;
  readonly name: string;
  /** What the identity provider knows; it opens nothing. */
  readonly email: string;
  readonly locale: Locale;
  readonly note: { readonly ja: string; readonly en: string };
  /** The business e-mail address that is registered and verified when the sample is loaded; null where the person starts from nothing. */
  readonly registered: string | null;
  /** How many days ago the last sign-in was, where that is so long that the registration has lapsed. */
  readonly awayForDays?: number;
}

const person = (subject: string, name: string, locale: Locale, registered: string | null, ja: string, en: string): SamplePerson => ({
  subject,
  name,
  email: `${subject}@id.example`,
  locale,
  registered,
  note: { ja, en },
});

/** The address to register by hand, shown in the note of the person who has not done so. */
export const samplePeople: readonly SamplePerson[] = [
  person(
    'hanako',
    '佐藤 花子',
    'ja',
    'hanako.sato@contoso-shoji.example',
    'コントソ商事の管理者。リクエストを承認できます。',
    'Administrator at Contoso Shoji. Decides requests.',
  ),
  person(
    'ken',
    '田中 健',
    'ja',
    'ken.tanaka@contoso-shoji.example',
    'コントソ商事の 2 人目の管理者。',
    'The second administrator at Contoso Shoji.',
  ),
  person(
    'rin',
    '高橋 凛',
    'ja',
    'rin.takahashi@contoso-shoji.example',
    'コントソ商事の社員。権限はまだありません。',
    'Works at Contoso Shoji; has no permissions yet.',
  ),
  person(
    'taro',
    '鈴木 太郎',
    'ja',
    null,
    '登録前の連絡先担当者。taro.suzuki@contoso-shoji.example を登録してください。',
    'A contact who has not registered: register taro.suzuki@contoso-shoji.example.',
  ),
  person(
    'misaki',
    '伊藤 美咲',
    'ja',
    'misaki.ito@contoso-shoji.example',
    'コントソ商事の MBSA の連絡先担当者。',
    'Contact on the MBSA of Contoso Shoji.',
  ),
  person(
    'mai',
    '渡辺 舞',
    'ja',
    'mai@wide-print.example',
    'ワイド印刷のオープン ライセンスの管理者。',
    'Administrator of the Open Licenses of Wide Print.',
  ),
  person(
    'jiro',
    '小林 次郎',
    'ja',
    'jiro@license-hanbai.example',
    '販売店の担当者。eOpen の権限は引き継がれていません。',
    'Works at a reseller; access in eOpen did not carry over.',
  ),
  person(
    'aya',
    '加藤 彩',
    'ja',
    'aya@northwind-butsuryu.example',
    '締結したばかりの契約の連絡先担当者。',
    'Contact on an agreement that was signed just now.',
  ),
  person('sam', 'Sam Stranger', 'en', 'sam@elsewhere.example', 'どの契約にも記載のない人。', 'Named on no agreement.'),
  {
    ...person(
      'yuki',
      '山本 優希',
      'ja',
      'yuki.yamamoto@contoso-shoji.example',
      '長くサインインしていないコントソ商事の社員。登録が失効しています。',
      'Works at Contoso Shoji; has not signed in for long, and the registration has lapsed.',
    ),
    awayForDays: 400,
  },
  person(
    'staff',
    '運用 担当',
    'ja',
    'staff@vlsc-operator.example',
    '運用担当者。すべてを参照できます。',
    "The operator's staff; sees everything.",
  ),
];

/** What administrators of the sample gave to sample people: until how many days from now, or for good. */
export const sampleGrants = [
  { to: 'yuki', by: 'hanako', licensingId: '60900003', role: 'DOWNLOADS', forDays: null },
  { to: 'yuki', by: 'hanako', licensingId: '60900001', role: 'PRODUCT_KEYS', forDays: -20 },
] as const;

/** Business addresses of the sample staff. */
export const sampleStaff: readonly string[] = ['staff@vlsc-operator.example'];
