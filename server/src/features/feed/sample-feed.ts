import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'csv-stringify/sync';

/** Some 300 generated licenses, the products and the support centers; the same every time. */
export const generatedSample = ['../../../sample/feed/', '../sample/feed/']
  .map(path => fileURLToPath(new URL(path, import.meta.url)))
  .find(path => existsSync(path));

type Row = Record<string, string | number>;

const dayLength = 24 * 3600_000;

/** Writes the invented organizations that show every case, with dates that stand in relation to now. */
export async function writeSampleStories(folder: string, now: Date): Promise<void> {
  const day = (offset: number) => new Date(now.getTime() + offset * dayLength).toISOString().slice(0, 10);
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3600_000).toISOString();
  const year = 365;

  const organizations = [
    customer('C90000001', '株式会社コントソ商事 (サンプル)', '東京都港区', 'contoso-shoji.example'),
    customer('C90000002', '有限会社ワイド印刷 (サンプル)', '大阪市北区', 'wide-print.example'),
    customer('C90000003', '医療法人さくら病院 (サンプル)', '名古屋市中区', 'sakura-byoin.example'),
    customer('C90000004', 'ノースウィンド物流株式会社 (サンプル)', '福岡市博多区', 'northwind-butsuryu.example'),
    { ...customer('P90000001', 'ライセンス販売株式会社 (サンプル)', '東京都千代田区', 'license-hanbai.example'), kind: 'PARTNER' },
  ];
  const agreements = [
    agreement('U9000001', 'MBSA', '', 'C90000001', day(-18 * year), '', 'MVLS'),
    agreement('E9000001', 'ENTERPRISE', 'U9000001', 'C90000001', day(-2 * year), day(year), 'VLSC'),
    agreement('E9000002', 'ENTERPRISE', 'U9000001', 'C90000001', day(-4 * year), day(-60), 'VLSC'),
    agreement('S9000001', 'SELECT', 'U9000001', 'C90000001', day(-18 * year), day(-15 * year), 'MVLS'),
    agreement('V9000001', 'OPEN_VALUE', 'U9000001', 'C90000001', day(-700), day(45), 'VLSC'),
    agreement('O9000001', 'OPEN_LICENSE', '', 'C90000002', day(-300), day(430), 'VLSC'),
    agreement('O9000002', 'OPEN_LICENSE', '', 'C90000003', day(-500), day(230), 'VLSC'),
    agreement('O9000003', 'OPEN_LICENSE', '', 'C90000002', day(-17 * year), day(-15 * year), 'EOPEN'),
    agreement('S9000009', 'SELECT_PLUS', '', 'C90000004', day(0), day(3 * year), 'VLSC'),
  ];
  const licenses = [
    license('60900001', 'ENTERPRISE', 'E9000001', '', 'C90000001', day(-2 * year), day(year), hoursAgo(2 * year * 24), 'VLSC'),
    license('60900002', 'ENTERPRISE', 'E9000001', '', 'C90000001', day(-year), day(year), hoursAgo(year * 24), 'VLSC'),
    license('60900003', 'OPEN_VALUE', 'V9000001', '', 'C90000001', day(-700), day(45), hoursAgo(700 * 24), 'VLSC'),
    license('60900004', 'ENTERPRISE', 'E9000002', '', 'C90000001', day(-4 * year), day(-60), hoursAgo(4 * year * 24), 'VLSC'),
    license('60900011', 'SELECT', 'S9000001', '', 'C90000001', day(-18 * year), day(-15 * year), hoursAgo(18 * year * 24), 'MVLS'),
    license('60900012', 'SELECT', 'S9000001', '', 'C90000001', day(-17 * year), day(-15 * year), hoursAgo(17 * year * 24), 'MVLS'),
    license(
      '70000001',
      'OPEN_LICENSE',
      'O9000001',
      '90000001ZZE2801',
      'C90000002',
      day(-300),
      day(430),
      hoursAgo(300 * 24),
      'VLSC',
      'P90000001',
    ),
    license('70000002', 'OPEN_LICENSE', 'O9000001', '90000001ZZE2801', 'C90000002', day(0), day(430), hoursAgo(3), 'VLSC', 'P90000001'),
    license('70000003', 'OPEN_LICENSE', 'O9000002', '90000003ZZS2707', 'C90000003', day(-500), day(230), hoursAgo(500 * 24), 'VLSC'),
    license(
      '70000004',
      'OPEN_LICENSE',
      'O9000003',
      '90000004ZZE1012',
      'C90000002',
      day(-17 * year),
      day(-15 * year),
      hoursAgo(17 * year * 24),
      'EOPEN',
      'P90000001',
    ),
  ];
  const [hanako, ken, taro, misaki, mai, aya, yuki] = [
    ['hanako.sato@contoso-shoji.example', '佐藤', '花子'],
    ['ken.tanaka@contoso-shoji.example', '田中', '健'],
    ['taro.suzuki@contoso-shoji.example', '鈴木', '太郎'],
    ['misaki.ito@contoso-shoji.example', '伊藤', '美咲'],
    ['mai@wide-print.example', '渡辺', '舞'],
    ['aya@northwind-butsuryu.example', '加藤', '彩'],
    ['yuki.yamamoto@contoso-shoji.example', '山本', '優希'],
  ] as const;
  const contacts = [
    onLicense('60900001', 'PRIMARY', hanako),
    onLicense('60900001', 'NOTICES', ken),
    onLicense('60900002', 'PRIMARY', hanako),
    onLicense('60900002', 'ONLINE_ADMINISTRATOR', taro),
    onLicense('60900002', 'SA_MANAGER', ken),
    onLicense('60900003', 'NOTICES', hanako),
    onLicense('60900004', 'PRIMARY', hanako),
    onLicense('60900004', 'NOTICES', ken),
    onLicense('60900004', 'SA_MANAGER', yuki),
    { ...onLicense('', 'NOTICES', misaki), agreement_number: 'U9000001' },
    onLicense('70000001', 'PRIMARY', mai),
    onLicense('70000002', 'PRIMARY', mai),
    onLicense('70000004', 'PRIMARY', mai),
    { ...onLicense('', 'PRIMARY', aya), agreement_number: 'S9000009' },
  ];
  const orders = [
    order('SO900000001', 1, '60900001', day(-2 * year), 'SMP-WIN10', 'LICENSE_AND_SA', 250, day(year)),
    order('SO900000001', 2, '60900001', day(-2 * year), '79P-05729', 'LICENSE_AND_SA', 250, day(year)),
    order('SO900000001', 3, '60900001', day(-2 * year), 'SMP-M365E', 'SUBSCRIPTION', 250, ''),
    order('SO900000002', 1, '60900002', day(-year), 'SMP-SQL19', 'LICENSE', 8, ''),
    order('SO900000002', 2, '60900002', day(-year), 'SMP-SQL19', 'SA', 12, day(year)),
    order('SO900000003', 1, '60900003', day(-700), '9EM-00653', 'LICENSE_AND_SA', 32, day(45)),
    order('SO900000002', 3, '60900002', day(-year), 'SMP-WIN10', 'UPGRADE', 25, ''),
    order('SO900000004', 1, '60900004', day(-4 * year), 'SMP-OFF10', 'UPGRADE', 40, ''),
    order('SO900000004', 2, '60900004', day(-4 * year), 'SMP-WIN07', 'LICENSE', 60, ''),
    order('SO900000011', 1, '60900011', day(-18 * year), 'SMP-WIN07', 'LICENSE', 120, ''),
    order('SO900000012', 1, '60900012', day(-17 * year), 'SMP-OFF10', 'LICENSE', 120, ''),
    order('SO900000021', 1, '70000001', day(-300), 'D86-05868', 'LICENSE', 5, ''),
    order('SO900000022', 1, '70000002', day(0), 'H30-05830', 'LICENSE', 3, ''),
    order('SO900000023', 1, '70000003', day(-500), 'G3S-01259', 'LICENSE', 2, ''),
    order('SO900000024', 1, '70000004', day(-17 * year), 'SMP-WIN07', 'LICENSE', 10, ''),
  ];
  const keys = [
    key('60900001', 'Windows Professional', '10', 'MAK', 'BCDFG-HJKMP-QRTVW-XY234-6789B', 500, 212),
    key('60900001', 'Office Professional Plus', '2019', 'KMS', 'CDFGH-JKMPQ-RTVWX-Y2346-789BC', 60, 6),
    key('60900002', 'SQL Server Standard', '2019', 'SETUP', 'DFGHJ-KMPQR-TVWXY-23467-89BCD', '', ''),
    key('70000001', 'Visio Standard', '2019', 'MAK', 'FGHJK-MPQRT-VWXY2-34678-9BCDF', 25, 4),
  ];
  const benefits = [
    benefit('60900001', 'TRAINING_VOUCHERS', 20, 6, day(year)),
    benefit('60900001', 'PROBLEM_RESOLUTION_SUPPORT', 5, 1, day(year)),
    benefit('60900002', 'HOME_USE_PROGRAM', 50, 0, day(year)),
    benefit('60900003', 'PLANNING_SERVICES', 3, 3, day(45)),
  ];
  await mkdir(folder, { recursive: true });
  const files: Record<string, Row[]> = {
    organizations,
    agreements,
    licensing_ids: licenses,
    contacts,
    order_lines: orders,
    product_keys: keys,
    sa_benefits: benefits,
  };
  for (const [name, rows] of Object.entries(files)) await writeFile(join(folder, `${name}.csv`), stringify(rows, { header: true }));
}

const customer = (organization_number: string, name: string, city: string, email_domain: string): Row => ({
  organization_number,
  kind: 'CUSTOMER',
  name,
  country: 'JP',
  city,
  street_address: '1丁目1番1号',
  email_domain,
});

const agreement = (
  agreement_number: string,
  program: string,
  parent_agreement_number: string,
  organization_number: string,
  start_date: string,
  end_date: string,
  source_system: string,
): Row => ({ agreement_number, program, parent_agreement_number, organization_number, start_date, end_date, source_system });

const license = (
  licensing_id: string,
  program: string,
  agreement_number: string,
  authorization_number: string,
  organization_number: string,
  start_date: string,
  end_date: string,
  received_at: string,
  source_system: string,
  partner_organization_number = '',
): Row => ({
  licensing_id,
  program,
  agreement_number,
  authorization_number,
  organization_number,
  partner_organization_number,
  start_date,
  end_date,
  received_at,
  source_system,
});

const onLicense = (
  licensing_id: string,
  contact_type: string,
  [email, family_name, given_name]: readonly [string, string, string],
): Row => ({
  agreement_number: '',
  licensing_id,
  contact_type,
  email,
  family_name,
  given_name,
  locale: 'ja',
});

const order = (
  order_number: string,
  line_number: number,
  licensing_id: string,
  ordered_on: string,
  part_number: string,
  license_type: string,
  quantity: number,
  sa_end_date: string,
): Row => ({
  order_number,
  line_number,
  licensing_id,
  customer_order_number: `PO-${order_number.slice(-4)}`,
  reseller_order_number: `RS-${order_number.slice(-4)}`,
  ordered_on,
  usage_start_date: ordered_on,
  part_number,
  license_type,
  quantity,
  sa_end_date,
  usage_country: 'JP',
});

const key = (
  licensing_id: string,
  product_family: string,
  version: string,
  key_type: string,
  product_key: string,
  activations_allowed: number | string,
  activations_used: number | string,
): Row => ({ licensing_id, product_family, version, key_type, product_key, activations_allowed, activations_used });

const benefit = (licensing_id: string, name: string, quantity: number, activated_quantity: number, end_date: string): Row => ({
  licensing_id,
  benefit: name,
  quantity,
  activated_quantity,
  end_date,
});
