import type { Keyring } from '../../platform/secrets.ts';

const purpose = 'product-key';
const digestPurpose = 'product-key-digest';

/** The row's id is bound in, so that a sealed key opens in its own row alone. */
export const sealProductKey = (keyring: Keyring, id: string, key: string): Buffer => keyring.seal(purpose, id, key);
export const openProductKey = (keyring: Keyring, id: string, sealed: Buffer): string => keyring.open(purpose, id, sealed);

/** By which a feed row finds its own row again, without the key. */
export const digestOfProductKey = (keyring: Keyring, key: string): Buffer => keyring.sign(digestPurpose, key.replaceAll('-', ''));
