import { ApolloProvider } from '@apollo/client/react';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { createApolloClient } from './apollo.ts';
import { router } from './router.tsx';
import { theme } from './theme.ts';

const client = createApolloClient();
/** `public/first-paint.js` reads the same key before the first paint. */
const colorSchemeManager = localStorageColorSchemeManager({ key: 'vlsc.color-scheme' });

/** Mantine's variables and classes are a file made at build time, hence both switched off here. */
export const App = () => (
  <ApolloProvider client={client}>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <RouterProvider router={router} />
    </MantineProvider>
  </ApolloProvider>
);
