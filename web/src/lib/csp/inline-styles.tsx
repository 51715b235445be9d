import { type InlineStylesInput, stylesToString } from '@mantine/core';
import { useInsertionEffect } from 'react';

/**
 * Takes the place of Mantine's `InlineStyles` (responsive style props, Grid, SimpleGrid, AppShell), which renders a <style>
 * element that the Content-Security-Policy would refuse: the same rules in a constructed style sheet.
 */
export function InlineStyles({ selector, styles, media, container }: InlineStylesInput) {
  const css = stylesToString({ selector, styles, media, container });
  useInsertionEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter(adopted => adopted !== sheet);
    };
  }, [css]);
  return null;
}
