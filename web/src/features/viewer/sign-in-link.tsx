import { rememberSignedIn, signInAddress } from '../../lib/sign-in.ts';
import { OutsideButtonLink } from '../../ui/button-link.tsx';

type Props = {
  children: string;
  /** The own path to come back to. */
  returnTo: string;
  variant?: 'filled' | 'default';
  size?: 'sm' | 'md';
};

/** A plain link: the sign-in is the server's page. */
export const SignInLink = ({ children, returnTo, variant = 'filled', size = 'sm' }: Props) => (
  <OutsideButtonLink href={signInAddress(returnTo)} variant={variant} size={size} onClick={() => rememberSignedIn(true)}>
    {children}
  </OutsideButtonLink>
);
