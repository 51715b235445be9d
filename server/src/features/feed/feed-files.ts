import { locales } from '@vlsc/shared/locale.ts';
import { licensingPrograms, programs } from '@vlsc/shared/program.ts';
import type { Keyring } from '../../platform/secrets.ts';
import * as cell from './feed-cells.ts';
import { sealedProductKey } from './product-key-column.ts';
import type { RejectCode } from './reject.ts';

/** A column of a feed file and where its values go. */
export interface FeedColumn {
  readonly name: string;
  /** Its type in the database, or that of the number it refers by. */
  readonly type: string;
  readonly read: cell.Cell;
  /** What an empty cell means, as COPY has it; without it, the cell must not be empty. */
  readonly empty?: string;
  /** Of which table the cell names a row, and in which column of the target its id is kept. */
  readonly refers?: { readonly table: string; readonly by: string; readonly as: string };
  /** The column of the target where it is called otherwise. */
  readonly as?: string;
  /** What becomes of a row that exists: it takes the value (as a rule), or the larger one. */
  readonly update?: 'greatest';
  /** Has no column in the target: agreement-tree.ts makes of it what follows, for the parent may stand in the same file. */
  readonly isApart?: boolean;
  /** Columns for new rows only, whose values `read` brings after its own, with tabs between. */
  readonly made?: readonly { readonly name: string; readonly type: string }[];
}

export interface FeedFile {
  readonly name: string;
  readonly table: string;
  /** Names of the columns by which a row is found again. */
  readonly key: readonly string[];
  readonly columns: readonly FeedColumn[];
  /** Files that must be loaded before, because rows of this one name rows of theirs. */
  readonly after: readonly string[];
  /** What is wrong between the cells of one row. `value` answers with a cell as COPY has it. */
  readonly check?: (value: (column: string) => string) => { readonly column: string; readonly code: RejectCode } | null;
}

const required = (name: string, type: string, read: cell.Cell, more: Partial<FeedColumn> = {}): FeedColumn => ({
  name,
  type,
  read,
  ...more,
});
const optional = (name: string, type: string, read: cell.Cell, more: Partial<FeedColumn> = {}): FeedColumn => ({
  name,
  type,
  read,
  empty: cell.noValue,
  ...more,
});
const blankable = (name: string, longest?: number): FeedColumn => ({ name, type: 'text', read: cell.text(longest), empty: '' });

const organization = { refers: { table: 'organization', by: 'number', as: 'organization_id' } };
const agreement = { refers: { table: 'agreement', by: 'number', as: 'agreement_id' } };
const license = { refers: { table: 'license', by: 'licensing_id', as: 'license_id' } };
const sourceSystem = required('source_system', 'text', cell.oneOf('VLSC', 'MVLS', 'EOPEN'));

const endAfterStart: FeedFile['check'] = value =>
  value('end_date') !== cell.noValue && value('end_date') < value('start_date') ? { column: 'end_date', code: 'END_BEFORE_START' } : null;

/** Every file of a feed, in an order in which they can be loaded one after the other. */
export const feedFiles = (keyring: Keyring): readonly FeedFile[] => [
  {
    name: 'organizations.csv',
    table: 'organization',
    key: ['organization_number'],
    after: [],
    columns: [
      required('organization_number', 'text', cell.identifier, { as: 'number' }),
      required('kind', 'text', cell.oneOf('CUSTOMER', 'PARTNER')),
      required('name', 'text', cell.text()),
      required('country', 'text', cell.country),
      blankable('city'),
      blankable('street_address', 500),
      optional('email_domain', 'text', cell.domain),
    ],
  },
  {
    name: 'agreements.csv',
    table: 'agreement',
    key: ['agreement_number'],
    after: ['organizations.csv'],
    columns: [
      required('agreement_number', 'text', cell.agreementNumber, { as: 'number' }),
      required('program', 'text', cell.oneOf(...programs)),
      optional('parent_agreement_number', 'text', cell.agreementNumber, { isApart: true }),
      required('organization_number', 'text', cell.identifier, organization),
      required('start_date', 'date', cell.date),
      optional('end_date', 'date', cell.date),
      sourceSystem,
    ],
    check: endAfterStart,
  },
  {
    name: 'products.csv',
    table: 'product',
    key: ['part_number'],
    after: [],
    columns: [
      required('part_number', 'text', cell.identifier),
      required('description', 'text', cell.text(500)),
      required('product_family', 'text', cell.text()),
      blankable('version', 100),
      required('product_pool', 'text', cell.oneOf('APPLICATIONS', 'SYSTEMS', 'SERVERS')),
      required('product_type', 'text', cell.oneOf('SOFTWARE', 'ONLINE_SERVICE', 'SUBSCRIPTION')),
    ],
  },
  {
    name: 'licensing_ids.csv',
    table: 'license',
    key: ['licensing_id'],
    after: ['agreements.csv'],
    columns: [
      required('licensing_id', 'text', cell.licensingNumber),
      required('program', 'text', cell.oneOf(...licensingPrograms)),
      required('agreement_number', 'text', cell.agreementNumber, agreement),
      optional('authorization_number', 'text', cell.authorizationNumber),
      required('organization_number', 'text', cell.identifier, organization),
      optional('partner_organization_number', 'text', cell.identifier, {
        refers: { table: 'organization', by: 'number', as: 'partner_organization_id' },
      }),
      required('start_date', 'date', cell.date),
      optional('end_date', 'date', cell.date, { empty: 'infinity' }),
      required('received_at', 'timestamptz', cell.instant),
      sourceSystem,
    ],
    check: value => {
      const isOpenLicense = value('program') === 'OPEN_LICENSE';
      if (isOpenLicense !== (value('authorization_number') !== cell.noValue))
        return { column: 'authorization_number', code: 'AUTHORIZATION_NUMBER' };
      // whoever asks for access to an Open License must enter 8 digits, so another number could never be found
      if (isOpenLicense && !/^\d{8}$/.test(value('licensing_id'))) return { column: 'licensing_id', code: 'MALFORMED_NUMBER' };
      return value('end_date') !== 'infinity' && value('end_date') < value('start_date')
        ? { column: 'end_date', code: 'END_BEFORE_START' }
        : null;
    },
  },
  {
    name: 'order_lines.csv',
    table: 'order_line',
    key: ['order_number', 'line_number'],
    after: ['licensing_ids.csv', 'products.csv'],
    columns: [
      required('order_number', 'text', cell.identifier),
      required('line_number', 'integer', cell.whole(1)),
      required('licensing_id', 'text', cell.licensingNumber, license),
      blankable('customer_order_number', 100),
      blankable('reseller_order_number', 100),
      required('ordered_on', 'date', cell.date),
      required('usage_start_date', 'date', cell.date),
      required('part_number', 'text', cell.identifier, { refers: { table: 'product', by: 'part_number', as: 'product_id' } }),
      required('license_type', 'text', cell.oneOf('LICENSE', 'LICENSE_AND_SA', 'SA', 'UPGRADE', 'SUBSCRIPTION')),
      required('quantity', 'integer', cell.whole(1)),
      optional('sa_end_date', 'date', cell.date),
      required('usage_country', 'text', cell.country),
    ],
  },
  {
    name: 'product_keys.csv',
    table: 'product_key',
    key: ['licensing_id', 'product_key'],
    after: ['licensing_ids.csv'],
    columns: [
      required('licensing_id', 'text', cell.licensingNumber, license),
      required('product_family', 'text', cell.text()),
      blankable('version', 100),
      required('key_type', 'text', cell.oneOf('MAK', 'KMS', 'VLK', 'SETUP')),
      sealedProductKey(keyring),
      optional('activations_allowed', 'integer', cell.whole(0)),
      optional('activations_used', 'integer', cell.whole(0)),
    ],
  },
  {
    name: 'contacts.csv',
    table: 'contact',
    key: ['agreement_number', 'licensing_id', 'contact_type', 'email'],
    after: ['licensing_ids.csv'],
    columns: [
      optional('agreement_number', 'text', cell.agreementNumber, agreement),
      optional('licensing_id', 'text', cell.licensingNumber, license),
      required(
        'contact_type',
        'text',
        cell.oneOf('PRIMARY', 'NOTICES', 'ONLINE_ADMINISTRATOR', 'SA_MANAGER', 'ONLINE_SERVICES_MANAGER', 'SUBSCRIPTIONS_MANAGER'),
      ),
      required('email', 'text', cell.emailAddress),
      blankable('family_name', 100),
      blankable('given_name', 100),
      required('locale', 'text', cell.oneOf(...locales)),
    ],
    check: value =>
      (value('agreement_number') === cell.noValue) === (value('licensing_id') === cell.noValue)
        ? { column: value('licensing_id') === cell.noValue ? 'licensing_id' : 'agreement_number', code: 'ONE_PARENT' }
        : null,
  },
  {
    name: 'sa_benefits.csv',
    table: 'sa_benefit',
    key: ['licensing_id', 'benefit'],
    after: ['licensing_ids.csv'],
    columns: [
      required('licensing_id', 'text', cell.licensingNumber, license),
      required('benefit', 'text', cell.text(100)),
      required('quantity', 'integer', cell.whole(0)),
      // what was activated here is not undone by an order system that has not heard of it
      required('activated_quantity', 'integer', cell.whole(0), { update: 'greatest' }),
      optional('end_date', 'date', cell.date),
    ],
  },
  {
    name: 'downloads.csv',
    table: 'download',
    key: ['file_name'],
    after: [],
    columns: [
      required('product_family', 'text', cell.text()),
      blankable('version', 100),
      required('language', 'text', cell.text(35)),
      blankable('architecture', 50),
      required('file_type', 'text', cell.text(50)),
      required('file_name', 'text', cell.text()),
      required('size_bytes', 'bigint', cell.whole(0, Number.MAX_SAFE_INTEGER)),
      required('sha256', 'text', cell.sha256),
      required('url', 'text', cell.httpsUrl),
    ],
  },
  {
    name: 'support_centers.csv',
    table: 'support_center',
    key: ['country', 'phone'],
    after: [],
    columns: [
      required('region', 'text', cell.oneOf('ASIA', 'EUROPE', 'MIDDLE_EAST_AND_AFRICA', 'AMERICAS', 'SOUTH_PACIFIC')),
      required('country', 'text', cell.country),
      required('country_name', 'text', cell.text(100)),
      required('phone', 'text', cell.text(60)),
      required('toll_free', 'boolean', cell.truth),
      required('hours', 'text', cell.openingHours),
      required('time_zone', 'text', cell.timeZone),
      required('languages', 'text[]', cell.languages),
    ],
  },
];
