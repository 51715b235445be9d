#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { once } from 'node:events';
// Writes a licensing feed (the CSV files that `pnpm vlsc feed load` reads) of any size, the same bytes for the same arguments.
//   node generate-feed.mjs --out DIR [--licensing-ids 1000] [--seed 1]
// Every organization, person and number is invented; part numbers and product names are real ones.
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: args } = parseArgs({
  options: {
    out: { type: 'string' },
    'licensing-ids': { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
});
if (!args.out) {
  console.error('usage: generate-feed.mjs --out DIR [--licensing-ids N] [--seed N]');
  process.exit(2);
}
const total = Number(args['licensing-ids']);
if (!Number.isInteger(total) || total < 1) {
  console.error('--licensing-ids takes a whole number of 1 or more');
  process.exit(2);
}
mkdirSync(args.out, { recursive: true });

// mulberry32: small, fast and the same on every machine
let state = Number(args.seed) >>> 0;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const int = (from, to) => from + Math.floor(random() * (to - from + 1));
const pick = list => list[Math.floor(random() * list.length)];
const chance = p => random() < p;
const digits = (number, width) => String(number).padStart(width, '0');
const day = (year, offset) => new Date(Date.UTC(year, 0, 1 + offset)).toISOString().slice(0, 10);
const addYears = (date, years) => `${Number(date.slice(0, 4)) + years}${date.slice(4)}`.replace('-02-29', '-02-28');

const cell = value => {
  const text = value == null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const table = async (name, header) => {
  const stream = createWriteStream(join(args.out, name), 'utf8');
  let rows = 0;
  stream.write(`${header.join(',')}\n`);
  return {
    async row(record) {
      rows++;
      if (!stream.write(`${header.map(column => cell(record[column])).join(',')}\n`)) await once(stream, 'drain');
    },
    async end() {
      stream.end();
      await once(stream, 'finish');
      return `${name}: ${rows} rows`;
    },
  };
};

const organizations = await table('organizations.csv', [
  'organization_number',
  'kind',
  'name',
  'country',
  'city',
  'street_address',
  'email_domain',
]);
const agreements = await table('agreements.csv', [
  'agreement_number',
  'program',
  'parent_agreement_number',
  'organization_number',
  'start_date',
  'end_date',
  'source_system',
]);
const licensingIds = await table('licensing_ids.csv', [
  'licensing_id',
  'program',
  'agreement_number',
  'authorization_number',
  'organization_number',
  'partner_organization_number',
  'start_date',
  'end_date',
  'received_at',
  'source_system',
]);
const contacts = await table('contacts.csv', [
  'agreement_number',
  'licensing_id',
  'contact_type',
  'email',
  'family_name',
  'given_name',
  'locale',
]);
const products = await table('products.csv', ['part_number', 'description', 'product_family', 'version', 'product_pool', 'product_type']);
const orderLines = await table('order_lines.csv', [
  'order_number',
  'line_number',
  'licensing_id',
  'customer_order_number',
  'reseller_order_number',
  'ordered_on',
  'usage_start_date',
  'part_number',
  'license_type',
  'quantity',
  'sa_end_date',
  'usage_country',
]);
const productKeys = await table('product_keys.csv', [
  'licensing_id',
  'product_family',
  'version',
  'key_type',
  'product_key',
  'activations_allowed',
  'activations_used',
]);
const downloads = await table('downloads.csv', [
  'product_family',
  'version',
  'language',
  'architecture',
  'file_type',
  'file_name',
  'size_bytes',
  'sha256',
  'url',
]);
const benefits = await table('sa_benefits.csv', ['licensing_id', 'benefit', 'quantity', 'activated_quantity', 'end_date']);

const catalogue = [
  ['79P-05729', 'OfficeProPlus 2019 SNGL OLP NL', 'Office Professional Plus', '2019', 'APPLICATIONS', 'SOFTWARE'],
  ['D86-05868', 'VisioStd 2019 SNGL OLP NL', 'Visio Standard', '2019', 'APPLICATIONS', 'SOFTWARE'],
  ['H30-05830', 'PrjctPro 2019 SNGL OLP NL w1PrjctSvrCAL', 'Project Professional', '2019', 'APPLICATIONS', 'SOFTWARE'],
  ['9EM-00653', 'WinSvrSTDCore 2019 SNGL OLP 2Lic NL CoreLic', 'Windows Server Standard Core', '2019', 'SERVERS', 'SOFTWARE'],
  ['R18-05767', 'WinSvrCAL 2019 SNGL OLP NL DvcCAL', 'Windows Server CAL', '2019', 'SERVERS', 'SOFTWARE'],
  ['G3S-01259', 'WinSvrEssntls 2019 SNGL OLP NL', 'Windows Server Essentials', '2019', 'SERVERS', 'SOFTWARE'],
  ['SMP-OFF10', 'Office Professional Plus 2010 (sample)', 'Office Professional Plus', '2010', 'APPLICATIONS', 'SOFTWARE'],
  ['SMP-WIN07', 'Windows 7 Professional Upgrade (sample)', 'Windows Professional', '7', 'SYSTEMS', 'SOFTWARE'],
  ['SMP-WIN10', 'Windows 10 Pro Upgrade (sample)', 'Windows Professional', '10', 'SYSTEMS', 'SOFTWARE'],
  ['SMP-SQL19', 'SQL Server Standard 2019 (sample)', 'SQL Server Standard', '2019', 'SERVERS', 'SOFTWARE'],
  ['SMP-M365E', 'Microsoft 365 E3 per user (sample)', 'Microsoft 365 E3', '', 'APPLICATIONS', 'ONLINE_SERVICE'],
  ['SMP-VSENT', 'Visual Studio Enterprise (sample)', 'Visual Studio Enterprise', '', 'APPLICATIONS', 'SUBSCRIPTION'],
].map(([part_number, description, product_family, version, product_pool, product_type]) => ({
  part_number,
  description,
  product_family,
  version,
  product_pool,
  product_type,
}));
for (const product of catalogue) {
  await products.row(product);
  if (product.product_type !== 'SOFTWARE' || /CAL$/.test(product.product_family)) continue;
  for (const language of ['ja-JP', 'en-US'])
    for (const architecture of ['x64', 'x86']) {
      const file_name = `${product.product_family.toLowerCase().replaceAll(' ', '-')}-${product.version}-${language}-${architecture}.iso`;
      await downloads.row({
        ...product,
        language,
        architecture,
        file_type: 'ISO',
        file_name,
        size_bytes: int(700_000_000, 4_500_000_000),
        sha256: createHash('sha256').update(file_name).digest('hex'),
        url: `https://downloads.example/${file_name}`,
      });
    }
}

const places = [
  ['JP', '東京都港区'],
  ['JP', '大阪市北区'],
  ['JP', '名古屋市中区'],
  ['JP', '福岡市博多区'],
  ['US', 'Redmond'],
  ['GB', 'Reading'],
  ['DE', 'München'],
  ['SG', 'Singapore'],
];
const stems = [
  'コントソ',
  'ノースウィンド',
  'ファブリカム',
  'アドベンチャー',
  'ワイドワールド',
  'Contoso',
  'Northwind',
  'Fabrikam',
  'Tailspin',
  'Litware',
];
const trades = ['商事', '製作所', '病院', '大学', '市役所', '電機', '物流', '証券'];
const tradesInEnglish = ['Trading', 'Works', 'Hospital', 'University', 'Council', 'Electric', 'Logistics', 'Securities'];
const families = [
  ['佐藤', 'sato'],
  ['鈴木', 'suzuki'],
  ['高橋', 'takahashi'],
  ['田中', 'tanaka'],
  ['伊藤', 'ito'],
  ["O'Brien", 'obrien'],
  ['Müller', 'mueller'],
  ['Smith', 'smith'],
];
const givens = [
  ['花子', 'hanako'],
  ['太郎', 'taro'],
  ['美咲', 'misaki'],
  ['健', 'ken'],
  ['Ann', 'ann'],
  ['Grace', 'grace'],
  ['Jürgen', 'juergen'],
  ['Lee', 'lee'],
];

let organizationCount = 0;
const organization = async kind => {
  const number = `${kind === 'PARTNER' ? 'P' : 'C'}${digits(++organizationCount, 8)}`;
  const [country, city] = pick(places);
  const japanese = country === 'JP';
  const name = japanese
    ? `株式会社${pick(stems.slice(0, 5))}${pick(trades)} ${organizationCount}`
    : `${pick(stems.slice(5))} ${pick(tradesInEnglish)} ${organizationCount}, Ltd.`;
  const made = {
    organization_number: number,
    kind,
    name,
    country,
    city,
    street_address: japanese ? `${int(1, 9)}丁目${int(1, 30)}番${int(1, 20)}号` : `${int(1, 900)} Main Street`,
    email_domain: `org${organizationCount}.example`,
  };
  await organizations.row(made);
  return made;
};
const person = org => {
  const [family_name, familyRoman] = pick(families);
  const [given_name, givenRoman] = pick(givens);
  return { email: `${givenRoman}.${familyRoman}@${org.email_domain}`, family_name, given_name, locale: org.country === 'JP' ? 'ja' : 'en' };
};
const keyAlphabet = 'BCDFGHJKMPQRTVWXY2346789';
const productKey = () => Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => pick(keyAlphabet)).join('')).join('-');

const partners = [];
for (let i = 0; i < Math.max(2, Math.ceil(total / 500)); i++) partners.push(await organization('PARTNER'));

let agreementCount = 0;
let orderCount = 0;
let written = 0;
const agreement = async record => {
  const number = `${record.prefix}${digits(++agreementCount, 7)}`;
  await agreements.row({ ...record, agreement_number: number });
  return number;
};
const licensingId = async (org, fields) => {
  const partner = chance(0.7) ? pick(partners) : null;
  const received = new Date(
    Date.UTC(
      Number(fields.start_date.slice(0, 4)),
      Number(fields.start_date.slice(5, 7)) - 1,
      Number(fields.start_date.slice(8, 10)),
      int(0, 23),
      int(0, 59),
    ),
  ).toISOString();
  await licensingIds.row({
    ...fields,
    organization_number: org.organization_number,
    partner_organization_number: partner?.organization_number,
    received_at: received,
  });
  written++;
  const lines = int(1, 5);
  const order_number = `SO${digits(++orderCount, 9)}`;
  const bought = new Map();
  for (let line = 1; line <= lines; line++) {
    const product = pick(catalogue);
    const license_type =
      product.product_type === 'SOFTWARE' ? pick(['LICENSE', 'LICENSE', 'LICENSE_AND_SA', 'SA', 'UPGRADE']) : 'SUBSCRIPTION';
    const hasSa = license_type === 'LICENSE_AND_SA' || license_type === 'SA';
    await orderLines.row({
      order_number,
      line_number: line,
      licensing_id: fields.licensing_id,
      customer_order_number: `PO-${int(1000, 99999)}`,
      reseller_order_number: partner ? `RS-${int(1000, 99999)}` : '',
      ordered_on: fields.start_date,
      usage_start_date: fields.start_date,
      part_number: product.part_number,
      license_type,
      quantity: int(1, 500),
      sa_end_date: hasSa ? fields.end_date : '',
      usage_country: org.country,
    });
    if (product.product_type === 'SOFTWARE' && !/CAL$/.test(product.product_family)) bought.set(product.part_number, product);
    if (hasSa && chance(0.5))
      await benefits.row({
        licensing_id: fields.licensing_id,
        benefit: ['TRAINING_VOUCHERS', 'HOME_USE_PROGRAM', 'PLANNING_SERVICES', 'PROBLEM_RESOLUTION_SUPPORT', 'E_LEARNING'][line - 1],
        quantity: int(1, 50),
        activated_quantity: 0,
        end_date: fields.end_date,
      });
  }
  for (const product of bought.values()) {
    const key_type = pick(['MAK', 'MAK', 'KMS', 'VLK']);
    const allowed = key_type === 'MAK' ? int(10, 1000) : key_type === 'KMS' ? 60 : '';
    await productKeys.row({
      licensing_id: fields.licensing_id,
      ...product,
      key_type,
      product_key: productKey(),
      activations_allowed: allowed,
      activations_used: allowed === '' ? '' : int(0, Math.floor(allowed * 0.8)),
    });
  }
};

while (written < total) {
  const org = await organization('CUSTOMER');
  const administrator = person(org);
  const share = random();
  if (share < 0.6) {
    // Open License: one authorization holds one or more licenses
    const count = Math.min(int(1, 4), total - written);
    const year = int(2008, 2026);
    const start_date = day(year, int(0, 364));
    const end_date = addYears(start_date, 2);
    const authorization_number = `${digits(10_000_000 + written, 8)}ZZ${pick(['E', 'S', 'G', 'A'])}${end_date.slice(2, 4)}${end_date.slice(5, 7)}`;
    const agreement_number = await agreement({
      prefix: 'O',
      program: 'OPEN_LICENSE',
      organization_number: org.organization_number,
      start_date,
      end_date,
      source_system: year < 2010 ? 'EOPEN' : 'VLSC',
    });
    for (let i = 0; i < count; i++) {
      const licensing_id = digits(40_000_000 + written, 8);
      await licensingId(org, {
        licensing_id,
        program: 'OPEN_LICENSE',
        agreement_number,
        authorization_number,
        start_date,
        end_date,
        source_system: year < 2010 ? 'EOPEN' : 'VLSC',
      });
      // orders placed before the e-mail address became mandatory may have no contact at all
      if (year >= 2009 || chance(0.4)) await contacts.row({ licensing_id, contact_type: 'PRIMARY', ...administrator });
    }
  } else {
    // MBSA → master agreements → enrollments (Enterprise, Select) or agreements (Open Value)
    const year = int(2004, 2024);
    const start_date = day(year, int(0, 364));
    const mbsa = await agreement({
      prefix: 'U',
      program: 'MBSA',
      organization_number: org.organization_number,
      start_date,
      end_date: '',
      source_system: year < 2010 ? 'MVLS' : 'VLSC',
    });
    await contacts.row({ agreement_number: mbsa, contact_type: 'NOTICES', ...administrator });
    if (chance(0.3)) await contacts.row({ agreement_number: mbsa, contact_type: 'PRIMARY', ...person(org) });
    for (let m = int(1, 3); m > 0 && written < total; m--) {
      const program = pick(['ENTERPRISE', 'SELECT', 'SELECT_PLUS', 'OPEN_VALUE']);
      const masterYear = Math.min(2026, year + int(0, 6));
      const masterStart = day(masterYear, int(0, 364));
      const master = await agreement({
        prefix: { ENTERPRISE: 'E', SELECT: 'S', SELECT_PLUS: 'S', OPEN_VALUE: 'V' }[program],
        program,
        parent_agreement_number: mbsa,
        organization_number: org.organization_number,
        start_date: masterStart,
        end_date: addYears(masterStart, 3),
        source_system: masterYear < 2010 ? 'MVLS' : 'VLSC',
      });
      for (let e = int(1, 6); e > 0 && written < total; e--) {
        const start = day(Math.min(2026, masterYear + int(0, 2)), int(0, 320));
        const licensing_id = digits(60_000_000 + written, 8);
        await licensingId(org, {
          licensing_id,
          program,
          agreement_number: master,
          start_date: start,
          end_date: addYears(start, 3),
          source_system: Number(start.slice(0, 4)) < 2010 ? 'MVLS' : 'VLSC',
        });
        await contacts.row({ licensing_id, contact_type: 'NOTICES', ...(chance(0.7) ? administrator : person(org)) });
        if (chance(0.2)) await contacts.row({ licensing_id, contact_type: 'SA_MANAGER', ...person(org) });
      }
    }
  }
}
for (const file of [organizations, agreements, licensingIds, contacts, products, orderLines, productKeys, downloads, benefits])
  console.log(await file.end());
