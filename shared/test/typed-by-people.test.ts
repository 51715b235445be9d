import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailAddressFault, normalizeEmailAddress } from '../src/email-address.ts';
import { isAuthorizationNumber, isLicensingNumber, isOpenLicenseNumber, normalizeLicensingNumber } from '../src/licensing-number.ts';
import { preferredLocale } from '../src/locale.ts';
import { en } from '../src/messages.en.ts';
import { ja } from '../src/messages.ja.ts';
import { say } from '../src/messages.ts';
import { readTypedPeople } from '../src/typed-people.ts';

describe('numbers', () => {
  test.each([
    ['６６６８３００１', '66683001'],
    ['6668-3001', '66683001'],
    ['6668ー3001', '66683001'],
    [' 6668　3001 ', '66683001'],
    ['９６６９１３８５－ｚｚｓ－１２３４', '96691385ZZS1234'],
  ])('%s is %s', (typed, number) => {
    expect(normalizeLicensingNumber(typed)).toBe(number);
  });

  test('an authorization number has 8 digits, ZZ, a letter and 4 digits', () => {
    expect(isAuthorizationNumber('12345678ZZE1234')).toBe(true);
    for (const wrong of ['12345678ZE1234', '1234567ZZE1234', '12345678ZZE123', '12345678ZZ11234', ''])
      expect(isAuthorizationNumber(wrong)).toBe(false);
    expect(isOpenLicenseNumber('1234567')).toBe(false);
    expect(isLicensingNumber('A'.repeat(41))).toBe(false);
  });

  test('a number is read the same however it is decorated, and what is accepted stays as it is', () => {
    const decoration = fc.constantFrom('', ' ', '-', '－', 'ー', '　', '.', '‐');
    const wide = (text: string) => text.replace(/[0-9A-Za-z]/g, character => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9A-Z]{1,40}$/),
        fc.array(decoration, { minLength: 40, maxLength: 40 }),
        fc.boolean(),
        (number, between, isWide) => {
          const decorated = [...number.toLowerCase()]
            .map((character, index) => (isWide ? wide(character) : character) + between[index])
            .join('');
          return normalizeLicensingNumber(decorated) === number;
        },
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), typed => {
        const normalized = normalizeLicensingNumber(typed);
        return !isLicensingNumber(normalized) || normalizeLicensingNumber(normalized) === normalized;
      }),
    );
  });
});

describe('e-mail addresses', () => {
  test.each([
    ['', 'EMPTY'],
    ['a@b.example,c@d.example', 'SEVERAL'],
    ['a@b.example;c@d.example', 'SEVERAL'],
    ['a@@b.example', 'SEVERAL'],
    ['hanako', 'MALFORMED'],
    ['hanako@localhost', 'MALFORMED'],
    ['hanako@-b.example', 'MALFORMED'],
    ['han ako@b.example', 'MALFORMED'],
    ['hanako@b.example\r\nbcc: x', 'MALFORMED'],
    ['"hana ko"@b.example', 'MALFORMED'],
    ['<hanako@b.example>', 'MALFORMED'],
    ['hanako@10.0.0.1', 'MALFORMED'],
    [`${'a'.repeat(65)}@b.example`, 'MALFORMED'],
    [`${'a'.repeat(64)}@${`${'b'.repeat(61)}.`.repeat(3)}example`, 'TOO_LONG'],
    ["hanako.o'brien+vlsc@contoso-shoji.example", null],
    ['hanako@xn--r8jz45g.example', null],
  ])('%s: %s', (address, fault) => {
    expect(emailAddressFault(address)).toBe(fault);
  });

  test('full-width typing and capitals do not make another address', () => {
    expect(normalizeEmailAddress('　Ｈａｎａｋｏ＠Contoso.EXAMPLE ')).toBe('hanako@contoso.example');
  });

  test('no accepted address holds a separator, white space or a control character', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme' })), typed => {
        const address = normalizeEmailAddress(typed);
        return emailAddressFault(address) !== null || /^[\x21-\x2b\x2d-\x3a\x3c-\x7e]+$/.test(address);
      }),
    );
  });
});

describe('languages', () => {
  test.each([
    [undefined, 'ja'],
    ['en-US,en;q=0.9,ja;q=0.8', 'en'],
    ['fr,ja;q=0.4,en;q=0.7', 'en'],
    ['de', 'ja'],
    ['en;q=0,ja', 'ja'],
  ] as const)('Accept-Language %s is answered in %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });

  test('every sentence has the same gaps in both languages', () => {
    const gaps = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort();
    for (const key of Object.keys(ja) as (keyof typeof ja)[]) expect([key, gaps(en[key])]).toEqual([key, gaps(ja[key])]);
  });

  test('text of people in a sentence is not read as a gap again', () => {
    expect(say({ key: 'mail.greeting', params: { name: '{name} {x}' } }, 'ja')).toBe('{name} {x} 様');
  });
});

describe('several people in a pasted text', () => {
  const read = (typed: string) => readTypedPeople(typed).people.map(({ email, familyName, givenName }) => [email, familyName, givenName]);

  test.each([
    ['一行に一人', 'a@b.example\nc@d.example\r\n', ['a@b.example', 'c@d.example']],
    ['commas and semicolons', 'a@b.example, c@d.example;e@f.example', ['a@b.example', 'c@d.example', 'e@f.example']],
    [
      '全角の区切りと文字',
      'ａ＠ｂ．ｅｘａｍｐｌｅ，c@d.example；e@f.example、g@h.example',
      ['a@b.example', 'c@d.example', 'e@f.example', 'g@h.example'],
    ],
    ['spaces between them', 'a@b.example c@d.example　e@f.example', ['a@b.example', 'c@d.example', 'e@f.example']],
  ])('%s', (_, typed, addresses) => {
    expect(readTypedPeople(typed)).toMatchObject({ people: addresses.map(email => ({ email })), unread: [] });
  });

  test('names stand before an address or in columns beside it, in the order of their language', () => {
    expect(read('山田 太郎 <t@b.example>')).toEqual([['t@b.example', '山田', '太郎']]);
    expect(read('Taro Yamada <t@b.example>; "Sato, Hanako" <h@b.example>'.split('; ').join('\n'))).toEqual([
      ['t@b.example', 'Yamada', 'Taro'],
      ['h@b.example', 'Sato', 'Hanako'],
    ]);
    expect(read('t@b.example\t山田\t太郎\n鈴木\t一\ts@b.example\nk@b.example,木村 花')).toEqual([
      ['t@b.example', '山田', '太郎'],
      ['s@b.example', '鈴木', '一'],
      ['k@b.example', '木村', '花'],
    ]);
  });

  test('a name is read from an address only where it is plain, and said to be a guess', () => {
    expect(readTypedPeople('hanako.sato@b.example').people).toEqual([
      { email: 'hanako.sato@b.example', familyName: 'Sato', givenName: 'Hanako', isGuessed: true },
    ]);
    expect(read('info@b.example\nh.sato@b.example')).toEqual([
      ['info@b.example', '', ''],
      ['h.sato@b.example', '', ''],
    ]);
  });

  test('what has no address is handed back', () => {
    expect(readTypedPeople('a@b.example\n山田 太郎\n')).toMatchObject({ people: [{ email: 'a@b.example' }], unread: ['山田 太郎'] });
  });

  test('every address comes out once, however the list is separated', () => {
    const separator = fc.constantFrom('\n', ',', ';', '，', '；', '、', '\r\n', ' ; ', '\n\n');
    const names = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, fc.array(separator, { minLength: 20, maxLength: 20 }), (locals, between) => {
        const text = locals.map((local, index) => `${local}@b.example${between[index]}`).join('');
        return (
          readTypedPeople(text)
            .people.map(({ email }) => email)
            .join() === locals.map(local => `${local}@b.example`).join()
        );
      }),
    );
  });
});
