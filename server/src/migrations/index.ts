import { Migration20261122Administration } from './2026-11-22-administration.ts';
import { Migration20261122ApiTokens } from './2026-11-22-api-tokens.ts';
import { Migration20261122Bulk } from './2026-11-22-bulk.ts';
import { Migration20261122Changes } from './2026-11-22-changes.ts';
import { Migration20261122Endings } from './2026-11-22-endings.ts';
import { Migration20261122Exports } from './2026-11-22-exports.ts';
import { Migration20261122Idempotency } from './2026-11-22-idempotency.ts';
import { Migration20261122KeysAndDownloads } from './2026-11-22-keys-and-downloads.ts';
import { Migration20261122Search } from './2026-11-22-search.ts';
import { Migration20261122Staff } from './2026-11-22-staff.ts';
import { Migration20261122SupportCases } from './2026-11-22-support-cases.ts';
import { Migration20261122TheSpine } from './2026-11-22-the-spine.ts';
import { Migration20261122Webhooks } from './2026-11-22-webhooks.ts';
import { Migration20261123Hardening } from './2026-11-23-hardening.ts';

/** Every migration in the order in which they run; a released one is never edited. */
export const migrations = [
  { name: '2026-11-22-the-spine', class: Migration20261122TheSpine },
  { name: '2026-11-22-administration', class: Migration20261122Administration },
  { name: '2026-11-22-support-cases', class: Migration20261122SupportCases },
  { name: '2026-11-22-keys-and-downloads', class: Migration20261122KeysAndDownloads },
  { name: '2026-11-22-exports', class: Migration20261122Exports },
  { name: '2026-11-22-search', class: Migration20261122Search },
  { name: '2026-11-22-endings', class: Migration20261122Endings },
  { name: '2026-11-22-api-tokens', class: Migration20261122ApiTokens },
  { name: '2026-11-22-idempotency', class: Migration20261122Idempotency },
  { name: '2026-11-22-changes', class: Migration20261122Changes },
  { name: '2026-11-22-webhooks', class: Migration20261122Webhooks },
  { name: '2026-11-22-staff', class: Migration20261122Staff },
  { name: '2026-11-22-bulk', class: Migration20261122Bulk },
  { name: '2026-11-23-hardening', class: Migration20261123Hardening },
];
