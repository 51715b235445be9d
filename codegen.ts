import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'web/src/**/*.graphql',
  ignoreNoDocuments: true,
  generates: {
    'web/src/gql/operations.ts': {
      plugins: ['typescript-operations', 'typed-document-node', './web/codegen/hooks-plugin.mjs'],
      config: {
        scalars: { ID: 'string', DateTime: 'string', LocalDate: 'string', JSON: 'unknown' },
        strictScalars: true,
        enumType: 'string-literal',
        inlineFragmentTypes: 'inline',
        nonOptionalTypename: true,
        skipTypeNameForRoot: true,
        useTypeImports: true,
        dedupeFragments: true,
        documentNodeImport: '@apollo/client#TypedDocumentNode',
      },
    },
  },
};

export default config;
