import type { Locale } from '@vlsc/shared/locale.ts';

export type Letter = { subject: string; body: string };
/** Who asks, and where the customer's administrator adds them. */
export type LetterFacts = { name: string; address: string; link: string };

/** What a partner writes to a customer, in the customer's language, whatever the page speaks. */
export const customerLetter: Record<Locale, (facts: LetterFacts) => Letter> = {
  ja: ({ name, address, link }) => ({
    subject: 'ボリューム ライセンス サービス センター (VLSC) へのユーザー追加のお願い',
    body: `ライセンス管理ご担当者様

いつもお世話になっております。${name} です。

これまで eOpen で貴社のオープン ライセンスの管理をお手伝いしてまいりましたが、VLSC にはパートナーのアクセス権限が引き継がれていません。
引き続きお手伝いするには、貴社の管理者の方に、次のアドレスをユーザーとして追加していただく必要があります。

追加していただくアドレス: ${address}

手順
1. VLSC にサインインし、[管理] → [ユーザーの追加] を開きます。次のリンクからは、アドレスが入力された画面が開きます。
   ${link}
2. 氏名を入力します。
3. 管理をお任せいただくライセンス ID と、アクセス権限を選びます。必要に応じて終了日も指定できます。
4. [ユーザーを追加する] を選びます。

追加していただくと、私に電子メールで通知が届き、すぐにお手伝いを再開できます。アクセス権限は、いつでも貴社で変更または削除できます。

どうぞよろしくお願いいたします。

${name}
${address}`,
  }),
  en: ({ name, address, link }) => ({
    subject: 'Please add me as a user in the Volume Licensing Service Center (VLSC)',
    body: `Hello,

until now I have looked after your Open Licenses in eOpen. The access of partners did not carry over to VLSC.
To go on working for you, I need an administrator of your organization to add the following address as a user.

Address to add: ${address}

How to do it
1. Sign in to VLSC and open Administration → Add user. This link opens the form with the address filled in:
   ${link}
2. Enter my name.
3. Choose the Licensing IDs that I am to look after, and the roles on each. You can set an end date if you like.
4. Choose “Add user”.

I am told by e-mail and can start at once. You can change or remove my roles at any time.

Thank you,

${name}
${address}`,
  }),
};
