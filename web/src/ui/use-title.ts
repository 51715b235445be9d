import { useEffect } from 'react';

/** Names the document where no `PageHeader` does. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} | VLSC`;
  }, [title]);
}
