import { fileURLToPath } from 'node:url';

export const guideFolder = fileURLToPath(new URL('../../docs/api/', import.meta.url));

/** The chapters of the guide, in the order of the menu: the files of docs/api. */
export const chapters = [
  'index',
  'getting-started',
  'authentication',
  'requests',
  'paging',
  'limits',
  'errors',
  'repeating',
  'batches',
  'changes',
  'webhooks',
  'bulk-queries',
  'versioning',
  'recipes',
  'changelog',
] as const;
export const japaneseChapters = ['ja/index', 'ja/getting-started'] as const;
