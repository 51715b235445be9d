import type { ReactNode } from 'react';
import classes from './permissions.module.css';

/** A person by name, with the addresses that tell people of one name apart. */
export const PersonName = ({
  user: { displayName, businessEmails },
  name = displayName,
}: {
  user: { displayName: string; businessEmails: readonly string[] };
  /** The name as it is shown, where it leads somewhere. */
  name?: ReactNode;
}) => (
  <>
    {name}
    {businessEmails.map(address => (
      <span key={address} className={classes.sub}>
        {address}
      </span>
    ))}
  </>
);
