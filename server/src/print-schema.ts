import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildApiSchema } from './app/schema.ts';

const header = '# Printed from the classes of the server by `pnpm codegen`. Do not edit.\n\n';
writeFileSync(
  new URL('../../schema.graphql', import.meta.url),
  `${header}${printSchema(lexicographicSortSchema(await buildApiSchema()))}\n`,
);
