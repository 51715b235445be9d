import classes from './permissions.module.css';

/** A person by name, with the addresses that tell people of one name apart. */
export const PersonName = ({
  user: { displayName, businessEmails },
}: {
  user: { displayName: string; businessEmails: readonly string[] };
}) => (
  <>
    {displayName}
    {businessEmails.map(address => (
      <span key={address} className={classes.sub}>
        {address}
      </span>
    ))}
  </>
);
