/** `another` shows the form although a mail is on its way: to correct the address, or to add one. */
export type RegisterSearch = { another?: true };

export const registerSearch = ({ another }: Record<string, unknown>): RegisterSearch => (another === true ? { another } : {});
