import { createHash, randomUUID } from 'node:crypto';
import { digestOfProductKey, sealProductKey } from '../src/features/licenses/sealed-product-key.ts';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { Keyring, keysIn } from '../src/platform/secrets.ts';
import type { Portal } from './portal.ts';

interface Owner {
  readonly id: string;
}

let numbers = 0;
const next = (): number => ++numbers;
const letters = 'BCDFGHJKMPQRTVWXY2346789';

/** A product key that nothing else contains. */
export const newKey = (): string =>
  createHash('sha256')
    .update(randomUUID())
    .digest()
    .subarray(0, 25)
    .reduce((text, byte, index) => `${text}${index > 0 && index % 5 === 0 ? '-' : ''}${letters[byte % letters.length]}`, '');

/** What licenses bring: keys, orders, files, benefits; as a feed would have loaded them. */
export class Stock {
  private readonly keyring: Keyring;

  constructor(private readonly portal: Portal) {
    const { encryptionKeys, dataDir } = portal.settings;
    this.keyring = new Keyring((encryptionKeys ?? keysIn(dataDir)) as never);
  }

  async productKey(license: Owner, wish: { keyType?: string; family?: string; allowed?: number | null; used?: number | null } = {}) {
    const { keyType = 'MAK', family = 'Windows Professional', allowed = 100, used = 40 } = wish;
    const [id, key] = [randomUUID(), newKey()];
    await this.portal.database.rows(sql`insert into product_key
        (id, license_id, product_family, version, key_type, sealed_key, key_digest, last_five, activations_allowed, activations_used)
      values (${id}, ${license.id}, ${family}, '10', ${keyType}, ${sealProductKey(this.keyring, id, key)}, ${digestOfProductKey(this.keyring, key)},
        ${key.slice(-5)}, ${allowed}, ${used})`);
    return { id, nodeId: nodeId('ProductKey', id), key, lastFive: key.slice(-5) };
  }

  async order(
    license: Owner,
    wish: {
      family: string;
      version: string;
      licenseType?: string;
      softwareAssuranceEnds?: string | null;
      usableFrom?: string;
      productType?: string;
    },
  ): Promise<void> {
    const {
      family,
      version,
      licenseType = 'LICENSE',
      softwareAssuranceEnds = null,
      usableFrom = '2025-01-01',
      productType = 'SOFTWARE',
    } = wish;
    await this.portal.database.rows(sql`
      with bought as (insert into product (part_number, description, product_family, version, product_pool, product_type)
        values (${`P${next()}`}, ${family}, ${family}, ${version}, 'APPLICATIONS', ${productType}) returning id)
      insert into order_line (order_number, line_number, license_id, customer_order_number, reseller_order_number, ordered_on, usage_start_date,
        product_id, license_type, quantity, sa_end_date, usage_country)
      select ${`O${next()}`}, 1, ${license.id}, '', '', ${usableFrom}, ${usableFrom}, id, ${licenseType}, 10, ${softwareAssuranceEnds}::date, 'JP' from bought`);
  }

  async download(wish: { family: string; version: string; language?: string }) {
    const { family, version, language = 'ja-JP' } = wish;
    const fileName = `${family} ${version} ${language} ${next()}.iso`;
    const [file] = await this.portal.database.rows<{ id: string }>(sql`
      insert into download (product_family, version, language, architecture, file_type, file_name, size_bytes, sha256, url)
      values (${family}, ${version}, ${language}, 'x64', 'ISO', ${fileName}, 3000000000, ${'ab'.repeat(32)},
        ${`https://files.example/${encodeURIComponent(fileName)}`}) returning id`);
    const id = file?.id ?? '';
    return { id, nodeId: nodeId('Download', id), fileName };
  }

  async benefit(license: Owner, wish: { benefit?: string; quantity?: number; activated?: number; endDate?: string | null } = {}) {
    const { benefit = 'TRAINING_VOUCHERS', quantity = 10, activated = 0, endDate = '2027-06-30' } = wish;
    const [made] = await this.portal.database.rows<{ id: string }>(sql`
      insert into sa_benefit (license_id, benefit, quantity, activated_quantity, end_date)
      values (${license.id}, ${benefit}, ${quantity}, ${activated}, ${endDate}::date) returning id`);
    const id = made?.id ?? '';
    return { id, nodeId: nodeId('SoftwareAssuranceBenefit', id) };
  }
}
