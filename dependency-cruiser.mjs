// Knowledge points one way. A room never imports one to its right; the order is stated here and nowhere else.
const features = [
  'users',
  'agreements',
  'permissions',
  'licenses',
  'access-requests',
  'support',
  'feed',
  'operations',
  'exports',
  'changes',
  'webhooks',
];
const later = features.slice(0, -1).map((feature, index) => {
  const right = features.slice(index + 1);
  return {
    name: `${feature}-does-not-know-${right.join('-or-')}`,
    severity: 'error',
    from: { path: `^server/src/features/${feature}/` },
    to: { path: `^server/src/features/(${right.join('|')})/` },
  };
});
const typesAside = { dependencyTypesNot: ['type-only'] };
const web = ['app', 'pages', 'features', 'ui', 'lib'].map((room, index, rooms) => ({
  name: `web-${room}-does-not-know-what-is-above`,
  severity: 'error',
  from: { path: `^web/src/${room}/` },
  to: { path: rooms.slice(0, index).length > 0 ? `^web/src/(${rooms.slice(0, index).join('|')})/` : '^$' },
}));

export default {
  forbidden: [
    ...later,
    ...web,
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^server/src/platform/' },
      to: { path: '^server/src/(features|app)/' },
    },
    {
      name: 'features-know-the-app-by-type-only',
      severity: 'error',
      from: { path: '^server/src/features/' },
      to: { path: '^server/src/app/', ...typesAside },
    },
    {
      name: 'policy-is-pure',
      severity: 'error',
      from: { path: '\\.policy\\.ts$' },
      to: { path: '\\.(service|resolver)\\.ts$|node_modules/(@mikro-orm|type-graphql)', ...typesAside },
    },
    {
      name: 'resolver-never-touches-the-database',
      severity: 'error',
      from: { path: '\\.resolver\\.ts$' },
      to: { path: 'node_modules/(@mikro-orm|pg|kysely)' },
    },
    { name: 'ui-looks-only', severity: 'error', from: { path: '^web/src/ui/' }, to: { path: 'node_modules/@apollo|^web/src/gql/' } },
    { name: 'web-and-server-meet-in-the-contract', severity: 'error', from: { path: '^web/' }, to: { path: '^server/' } },
    { name: 'shared-stands-alone', severity: 'error', from: { path: '^shared/src/' }, to: { path: '^(server|web)/' } },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: typesAside } },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^web/src/gql/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
