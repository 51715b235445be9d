import type { RoleName } from '@vlsc/shared/role.ts';
import { sql } from '../src/platform/database.ts';
import type { Person, Portal } from './portal.ts';

interface Licensed {
  readonly id: string;
}

/** What can end, for the stories that tell of it. */
export const endingWorld = (portal: () => Portal) => {
  let lines = 0;
  const rows = (statement: Parameters<Portal['database']['rows']>[0]) => portal().database.rows<{ id: string }>(statement);
  return {
    /** Software Assurance for that many, until a day. */
    assurance: async (license: Licensed, endsOn: string, quantity = 10, productFamily = 'Windows Server') => {
      await rows(sql`
        with sold as (insert into product (part_number, description, product_family, version, product_pool, product_type)
          values (${`SA-${productFamily}`}, 'テスト', ${productFamily}, '2026', 'SERVERS', 'SOFTWARE')
          on conflict (part_number) do update set description = excluded.description returning id)
        insert into order_line (order_number, line_number, license_id, customer_order_number, reseller_order_number, ordered_on, usage_start_date,
          product_id, license_type, quantity, sa_end_date, usage_country)
        select 'SA', ${++lines}, ${license.id}, '', '', '2025-01-01', '2025-01-01', sold.id, 'LICENSE_AND_SA', ${quantity}, ${endsOn}, 'JP' from sold`);
    },
    benefit: async (license: Licensed, endsOn: string, { benefit = 'TRAINING_VOUCHERS', quantity = 20, activated = 5 } = {}) => {
      await rows(sql`insert into sa_benefit (license_id, benefit, quantity, activated_quantity, end_date)
        values (${license.id}, ${benefit}, ${quantity}, ${activated}, ${endsOn})`);
    },
    /** A role until a day. */
    delegate: async (person: Person, license: Licensed, role: RoleName, endsOn: string) => {
      await rows(sql`insert into permission (user_id, license_id, role, source, granted_at, ends_on)
        values (${person.id}, ${license.id}, ${role}, 'ASSIGNED', ${portal().clock.now()}, ${endsOn})`);
    },
    agreementEnds: async (license: Licensed, endsOn: string): Promise<string> => {
      const [agreement] = (await rows(sql`update agreement set end_date = ${endsOn} from license
        where license.id = ${license.id} and agreement.id = license.agreement_id returning agreement.number as id`)) as { id: string }[];
      return agreement?.id ?? '';
    },
  };
};
