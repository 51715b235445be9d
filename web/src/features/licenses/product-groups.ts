import { nameOfKey } from './masked-key.tsx';

type OfProduct = { productFamily: string; version: string };

/** Rows that come in the order of their products, with the name of each product once. */
export function byProduct<Row extends OfProduct>(rows: readonly Row[]): { product: string; rows: Row[] }[] {
  return [...Map.groupBy(rows, nameOfKey)].map(([product, of]) => ({ product, rows: of }));
}
