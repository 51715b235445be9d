export type SignInFailedSearch = { returnTo?: string };

export const signInFailedSearch = ({ returnTo }: Record<string, unknown>): SignInFailedSearch =>
  typeof returnTo === 'string' && returnTo.startsWith('/') ? { returnTo } : {};
