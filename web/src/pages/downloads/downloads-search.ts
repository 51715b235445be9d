import { getRouteApi } from '@tanstack/react-router';
import { keyTypes } from '../../features/licenses/key-kinds.tsx';
import type { DownloadFilter, ProductKeyFilter, ProductKeyType } from '../../gql/operations.ts';
import { choiceParam, textParam } from '../../lib/search-params.ts';

/** What of the page is shown, as it stands in its address. */
export type DownloadsSearch = {
  show?: 'keys';
  by?: 'license';
  q?: string;
  language?: string;
  architecture?: string;
  kind?: ProductKeyType;
  /** Why a link brought the browser here instead of to its file. */
  link?: 'expired' | 'unknown';
  /** The id of the product key that is about to be revealed. */
  reveal?: string;
};

export const downloadsSearch = (search: Record<string, unknown>): DownloadsSearch => ({
  show: choiceParam(search.show, ['keys']),
  by: choiceParam(search.by, ['license']),
  q: textParam(search.q),
  language: textParam(search.language, 40),
  architecture: textParam(search.architecture, 40),
  kind: choiceParam(search.kind, keyTypes),
  link: choiceParam(search.link, ['expired', 'unknown']),
  reveal: textParam(search.reveal, 100),
});

/** The files that the address names, as the API takes them. */
export const fileFilter = ({ q, language, architecture }: DownloadsSearch): DownloadFilter => ({
  ...(q && { search: q }),
  ...(language && { languages: [language] }),
  ...(architecture && { architectures: [architecture] }),
});

/** The product keys that the address names, as the API takes them. */
export const keyFilter = ({ q, kind }: DownloadsSearch): ProductKeyFilter => ({
  ...(q && { search: q }),
  ...(kind && { keyTypes: [kind] }),
});

const route = getRouteApi('/downloads');

/** The state of the page, and the ways to change it. */
export function useDownloadsSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { q, language, architecture, kind } = search;
  return {
    search,
    change: (changed: DownloadsSearch) =>
      void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false }),
    /** Set while something narrows the list. */
    clear:
      q || language || architecture || kind
        ? () => void navigate({ search: ({ show, by }) => ({ show, by }), replace: true, resetScroll: false })
        : undefined,
  };
}
