import type { Locale } from '@vlsc/shared/locale.ts';
import { type SignUpFault, shortestPassword } from './embedded-identity-people.ts';

interface IdentityTexts {
  provider: string;
  notice: string;
  otherLanguage: string;
  back: string;
  error: string;
  signIn: {
    title: string;
    goOn: (name: string) => string;
    goOnHint: string;
    samples: string;
    samplesHint: string;
    own: string;
    ownHint: string;
    email: string;
    password: string;
    submit: string;
    new: string;
    newHint: string;
    newLink: string;
    wrong: string;
    wait: (seconds: number) => string;
  };
  signUp: {
    title: string;
    intro: string;
    name: string;
    email: string;
    emailHint: string;
    password: string;
    passwordHint: string;
    passwordAgain: string;
    submit: string;
    toSignIn: string;
    faulty: string;
    faults: Record<SignUpFault, string>;
  };
  expired: { title: string; text: string; next: string };
  failed: { title: string; text: string };
  signOut: { title: string; text: string; submit: string; done: string; doneText: string; next: string };
}

export const identityTexts: Record<Locale, IdentityTexts> = {
  ja: {
    provider: '内蔵のサンプル ID プロバイダー',
    notice:
      'この画面は、製品を試すために内蔵されたサンプルの ID プロバイダーです。実際の運用では、組織の ID プロバイダーがここに入ります。ほかで使っているパスワードは入力しないでください。',
    otherLanguage: 'English',
    back: 'サインインせずに戻る',
    error: 'エラー',
    signIn: {
      title: 'サインイン',
      goOn: name => `${name} として続ける`,
      goOnHint: '現在サインインしている人です',
      samples: 'サンプルの人物を選ぶ',
      samplesHint: '選ぶだけで、その人としてサインインします。パスワードは不要です。',
      own: 'メール アドレスでサインイン',
      ownHint: 'この画面でサインアップした方はこちら。',
      email: 'サインイン用メール アドレス',
      password: 'パスワード',
      submit: 'サインイン',
      new: 'はじめての方',
      newHint: '新しい人物を作り、その人としてサインインします。',
      newLink: 'サインアップ',
      wrong: 'メール アドレスまたはパスワードが正しくありません。もう一度入力するか、サインアップしてください。',
      wait: seconds => `サインインの失敗が続きました。${seconds} 秒待ってから、もう一度お試しください。`,
    },
    signUp: {
      title: 'サインアップ',
      intro: '名前とサインイン用のメール アドレスを登録します。すべて必須です。',
      name: '名前',
      email: 'サインイン用メール アドレス',
      emailHint: 'サインインのための名前として使います。勤務先のものでなくてもかまいません。',
      password: 'パスワード',
      passwordHint: `${shortestPassword} 文字以上。ほかで使っていないものにしてください。`,
      passwordAgain: 'パスワード (確認)',
      submit: 'サインアップしてサインイン',
      toSignIn: 'サインインに戻る',
      faulty: '入力内容を確認してください。',
      faults: {
        NAME_MISSING: '名前を入力してください。',
        NAME_LONG: '名前は 100 文字以内で入力してください。',
        EMAIL_MALFORMED: 'メール アドレスを name@example.com の形で 1 つ入力してください。',
        EMAIL_TAKEN: 'このメール アドレスはすでに使われています。サインインするか、別のアドレスを入力してください。',
        PASSWORD_SHORT: `パスワードは ${shortestPassword} 文字以上で入力してください。`,
        PASSWORD_LONG: 'パスワードは 200 文字以内で入力してください。',
        PASSWORDS_DIFFER: '2 つのパスワードが一致しません。同じものを入力してください。',
      },
    },
    expired: {
      title: 'サインインの有効期限が切れました',
      text: '時間が経ったか、別のタブでサインインが終わったため、この画面は使えなくなりました。はじめからやり直してください。',
      next: '戻ってやり直す',
    },
    failed: { title: 'サインインできませんでした', text: 'サインインの要求が正しくありません。戻ってもう一度お試しください。' },
    signOut: {
      title: 'サインアウト',
      text: 'この ID プロバイダーからサインアウトしますか?',
      submit: 'サインアウトする',
      done: 'サインアウトしました',
      doneText: 'この ID プロバイダーからサインアウトしました。',
      next: '戻る',
    },
  },
  en: {
    provider: 'Embedded sample identity provider',
    notice:
      'This page is a sample identity provider, built in so that the product can be tried. In production, your organization’s own ' +
      'identity provider stands here. Do not enter a password that you use elsewhere.',
    otherLanguage: '日本語',
    back: 'Go back without signing in',
    error: 'Error',
    signIn: {
      title: 'Sign in',
      goOn: name => `Continue as ${name}`,
      goOnHint: 'You are signed in as this person now',
      samples: 'Choose a sample person',
      samplesHint: 'One click signs you in as that person. No password is needed.',
      own: 'Sign in with an e-mail address',
      ownHint: 'For those who have signed up here.',
      email: 'Sign-in e-mail address',
      password: 'Password',
      submit: 'Sign in',
      new: 'New here?',
      newHint: 'Create a new person and sign in as that person.',
      newLink: 'Sign up',
      wrong: 'The e-mail address or the password is wrong. Try again, or sign up.',
      wait: seconds => `Too many sign-ins have failed. Wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'} and try again.`,
    },
    signUp: {
      title: 'Sign up',
      intro: 'Enter a name and an e-mail address to sign in with. Everything is required.',
      name: 'Name',
      email: 'Sign-in e-mail address',
      emailHint: 'It is only the name you sign in with. It need not be your business address.',
      password: 'Password',
      passwordHint: `At least ${shortestPassword} characters. Choose one that you use nowhere else.`,
      passwordAgain: 'Password again',
      submit: 'Sign up and sign in',
      toSignIn: 'Back to sign-in',
      faulty: 'Please check what you entered.',
      faults: {
        NAME_MISSING: 'Enter a name.',
        NAME_LONG: 'Enter a name of at most 100 characters.',
        EMAIL_MALFORMED: 'Enter one e-mail address, such as name@example.com.',
        EMAIL_TAKEN: 'This e-mail address is already taken. Sign in with it, or enter another one.',
        PASSWORD_SHORT: `Enter a password of at least ${shortestPassword} characters.`,
        PASSWORD_LONG: 'Enter a password of at most 200 characters.',
        PASSWORDS_DIFFER: 'The two passwords differ. Enter the same one twice.',
      },
    },
    expired: {
      title: 'This sign-in has expired',
      text: 'Time has passed, or the sign-in was finished in another tab, so this page can no longer be used. Please start again.',
      next: 'Go back and start again',
    },
    failed: { title: 'You could not be signed in', text: 'The request to sign in was not in order. Go back and try again.' },
    signOut: {
      title: 'Sign out',
      text: 'Do you want to sign out of this identity provider?',
      submit: 'Sign out',
      done: 'You are signed out',
      doneText: 'You have signed out of this identity provider.',
      next: 'Go back',
    },
  },
};
