import { createTheme, darken, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** From the icon's blue; shade 8 has enough contrast with white. */
const bell: MantineColorsTuple = [
  '#e7f5ff',
  '#d0ebff',
  '#a5d8ff',
  '#74c0fc',
  '#4dabf7',
  '#339af0',
  '#228be6',
  '#1c7ed6',
  '#1864ab',
  '#0b4a82',
];

export const theme = createTheme({
  colors: { bell },
  primaryColor: 'bell',
  // Shade 7 has a contrast of 4.2:1 on dark, WCAG wants 4.5:1.
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // By name only: importing the components would add them to the sign-in page.
    Badge: { defaultProps: { tt: 'none' } },
    // Their heads are `<header>` elements, so a page would have two banners.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
  },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
});

/** Shade 9 of green or yellow is still too pale on its own tint. */
const DARKER = 0.3;

/** Mantine's secondary and coloured texts are too pale for WCAG AA on a page, a card or their own tint. */
export const variables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[7],
    '--mantine-color-error': colors.red[9],
    ...Object.fromEntries(Object.keys(colors).flatMap((name) => colouredTexts(name, colors[name]?.[9] ?? ''))),
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[1],
    '--mantine-color-error': colors.red[4],
  },
});

function colouredTexts(name: string, shade: string): [string, string][] {
  return ['light-color', 'outline', 'text'].map((kind) => [`--mantine-color-${name}-${kind}`, darken(shade, DARKER)]);
}
