import { createHmac } from 'node:crypto';
import { record } from '../../platform/audit.ts';
import { type Clock, later } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Settings } from '../../platform/settings.ts';
import { ownSight } from '../permissions/license.queries.ts';
import { isTokenGood } from '../users/session.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import { downloadsById, fileToFetch } from './download.queries.ts';
import type { CreateDownloadLinkInput, DownloadLink } from './download.ts';

const purpose = 'download-link';
const pattern = /^([0-9a-f-]{36})\.([0-9a-f-]{36})(?:~([0-9a-f-]{36}))?\.([0-9a-f-]{36})\.(\d{13})\.([\w-]{43})$/;

/** Links to files: signed, for a while, for one person on account of one license; what they still may is looked at on each use. */
export class DownloadService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
    private readonly settings: Pick<Settings, 'periods' | 'publicUrl' | 'downloadSigningKey'>,
  ) {}

  async link(viewer: Viewer, downloadId: string, { licensingId }: CreateDownloadLinkInput): Promise<DownloadLink> {
    const at = this.clock.now();
    const sight = ownSight(viewer, at);
    const [file, [download]] = await Promise.all([
      fileToFetch(this.database, sight, { downloadId, licensingId: licensingId ?? null }),
      downloadsById(this.database, sight, [downloadId]),
    ]);
    if (!file || !download) throw new NotFound();
    const expiresAt = later(at, this.settings.periods.downloadLinkValid);
    const about = `${downloadId}.${viewer.token ? `${viewer.id}~${viewer.token.id}` : viewer.id}.${file.licenseId}.${expiresAt.getTime()}`;
    const token = `${about}.${this.keyring.sign(purpose, about).toString('base64url')}`;
    const url = `${this.settings.publicUrl}/files/${token}/${encodeURIComponent(file.fileName)}`;
    return { download, licensingId: file.licensingId, url, expiresAt };
  }

  /** Where a link leads: to the file, with each fetching on record; nowhere when it has expired or nothing entitles to the file any more. */
  async follow(token: string, requestId: string): Promise<{ location: string } | 'expired' | null> {
    const [, downloadId = '', userId = '', tokenId = null, licenseId = '', until = '', signature = ''] = pattern.exec(token) ?? [];
    const about = token.slice(0, -1 - signature.length);
    if (!signature || !this.keyring.verifies(purpose, about, Buffer.from(signature, 'base64url'))) return null;
    const at = this.clock.now();
    if (Number(until) < at.getTime()) return 'expired';
    if (tokenId && !(await isTokenGood(this.database, tokenId, at))) return null;
    const file = await fileToFetch(this.database, ownSight({ id: userId }, at), { downloadId, licenseId });
    if (!file) return null;
    await record(this.database, {
      action: 'download.fetched',
      at,
      actorId: userId,
      subject: { type: 'License', id: file.licenseId },
      detail: { downloadId, about: file.fileName },
      requestId,
    });
    return { location: this.signed(file.url, Number(until)) };
  }

  /** For a host of files that asks where a link comes from: `expires` in seconds, and an HMAC-SHA256 of path and `expires`. */
  private signed(url: string, until: number): string {
    const { downloadSigningKey } = this.settings;
    const location = new URL(url);
    if (!downloadSigningKey) return location.href;
    const expires = String(Math.floor(until / 1000));
    const signature = createHmac('sha256', downloadSigningKey).update(`${location.pathname}\n${expires}`).digest('base64url');
    location.searchParams.set('expires', expires);
    location.searchParams.set('signature', signature);
    return location.href;
  }
}
