/**
 * The English of a namespace: every key of the Japanese, and nothing else. Where Japanese counts with `…_other` alone, English
 * adds its singular `…_one`.
 */
export type SameShape<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly SameShape<Item>[]
    : { [Key in keyof T]: SameShape<T[Key]> } & {
        [Key in keyof T as Key extends `${infer Counted}_other` ? `${Counted}_one` : never]: string;
      };
