import {
  type CSSVariablesResolver,
  createTheme,
  defaultCssVariablesResolver,
  type MantineColorsTuple,
  type MantineTheme,
  Portal,
} from '@mantine/core';

/** Indigo as dyed (藍), the product's one color of its own. */
const ai: MantineColorsTuple = [
  '#edf4f7',
  '#d9e8ef',
  '#b3d0de',
  '#89b5ca',
  '#5f97b2',
  '#3d7b9a',
  '#286585',
  '#1a5270',
  '#12425c',
  '#0b3146',
];
/** Stone: the warm neutrals of the light scheme. */
const gray: MantineColorsTuple = [
  '#f7f6f3',
  '#f0eee9',
  '#e5e2db',
  '#d5d1c7',
  '#bcb7aa',
  '#878274',
  '#66625a',
  '#4d4a43',
  '#34322d',
  '#201f1b',
];
/** Ink: the neutrals of the dark scheme, text first. */
const dark: MantineColorsTuple = [
  '#dcdfe0',
  '#bcc3c6',
  '#9ba5aa',
  '#78848b',
  '#47525a',
  '#364047',
  '#283137',
  '#1b2227',
  '#14191d',
  '#0d1114',
];
/** Vermilion (朱), for what went wrong and what cannot be undone. */
const red: MantineColorsTuple = [
  '#fbefec',
  '#f6dcd5',
  '#ecb9ac',
  '#e29583',
  '#d5715a',
  '#c4533a',
  '#ad4029',
  '#95331e',
  '#782917',
  '#5b1f11',
];
/** Moss (苔), for what is well. */
const green: MantineColorsTuple = [
  '#eff5ed',
  '#dce9d8',
  '#b9d3b1',
  '#95bb8a',
  '#74a366',
  '#568a48',
  '#437338',
  '#355d2c',
  '#284822',
  '#1c3418',
];
/** Ochre (黄土), for what needs a look in time. */
const yellow: MantineColorsTuple = [
  '#fbf4e3',
  '#f6e7c3',
  '#ecd08a',
  '#e0b752',
  '#cd9c2b',
  '#ad8019',
  '#8c6611',
  '#70510d',
  '#563e0a',
  '#3d2c07',
];

const rem = (pixels: number) => `${pixels / 16}rem`;

export const theme = createTheme({
  components: {
    // Drop-downs and dialogs are part of the page: outside <main> they would belong to no landmark.
    Portal: Portal.extend({ defaultProps: { target: '#main' } }),
  },
  colors: { ai, gray, dark, red, green, yellow },
  primaryColor: 'ai',
  primaryShade: { light: 7, dark: 6 },
  white: '#ffffff',
  black: '#23221e',
  autoContrast: false,
  cursorType: 'pointer',
  respectReducedMotion: true,
  defaultRadius: 'sm',
  radius: { xs: rem(2), sm: rem(4), md: rem(6), lg: rem(10), xl: rem(16) },
  // The language decides the stack: see styles.css.
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", "Cascadia Mono", "Noto Sans Mono CJK JP", Consolas, monospace',
  fontSizes: { xs: rem(12), sm: rem(14), md: rem(15), lg: rem(17), xl: rem(20) },
  lineHeights: { xs: '1.45', sm: '1.5', md: '1.65', lg: '1.7', xl: '1.7' },
  spacing: { xs: rem(8), sm: rem(12), md: rem(16), lg: rem(24), xl: rem(40) },
  headings: {
    fontFamily: 'var(--font-text)',
    fontWeight: '650',
    textWrap: 'wrap',
    sizes: {
      h1: { fontSize: rem(26), lineHeight: '1.4' },
      h2: { fontSize: rem(20), lineHeight: '1.45' },
      h3: { fontSize: rem(17), lineHeight: '1.5' },
      h4: { fontSize: rem(15), lineHeight: '1.5' },
      h5: { fontSize: rem(14), lineHeight: '1.5' },
      h6: { fontSize: rem(14), lineHeight: '1.5' },
    },
  },
});

/** Mantine's variables, and the few of its colors whose contrast with our palette had to be set by hand. */
export const cssVariables: CSSVariablesResolver = (merged: MantineTheme) => {
  const { variables, light, dark: darkVariables } = defaultCssVariablesResolver(merged);
  return {
    variables,
    light: {
      ...light,
      '--mantine-color-body': merged.white,
      '--mantine-color-dimmed': gray[6],
      '--mantine-color-placeholder': gray[6],
      '--mantine-color-default-border': gray[5],
      '--mantine-color-error': red[7],
      '--mantine-color-success': green[7],
      '--mantine-color-anchor': ai[7],
    },
    dark: {
      ...darkVariables,
      '--mantine-color-dimmed': dark[2],
      '--mantine-color-placeholder': dark[2],
      '--mantine-color-default-border': dark[3],
      '--mantine-color-error': red[3],
      '--mantine-color-success': green[3],
      '--mantine-color-anchor': ai[3],
    },
  };
};
