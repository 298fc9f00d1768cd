/** Who may import whom. Each rule says how to repair a breach. */
const ours =
  '^(domain|db|workflows|activities|plugins|admin|api|texts|sheets|previews|ground|bench|tests|config\\.ts|start\\.ts|panel\\.ts|worker\\.ts)';

module.exports = {
  forbidden: [
    {
      name: 'nothing is circular',
      comment: 'Two files that need each other hide a third: give what both need a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: 'node_modules' } },
    },
    {
      name: 'domain imports nobody',
      comment:
        'Decide in domain with arguments only. Pass in what you wanted to import; luxon is the one library it may use.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: ['^domain/', 'node_modules/(@types/)?luxon'] },
    },
    {
      name: 'workflows import domain and the types of activities',
      comment: 'Workflows must replay: move the I/O into an activity and import its type only.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { pathNot: ['^workflows/', '^domain/', 'node_modules/@temporalio/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'db imports domain',
      comment:
        'A verb of db writes an outbox row instead of calling a workflow, and gets everything else as an argument.',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: ours, pathNot: ['^db/', '^domain/', '^texts/'] },
    },
    {
      name: 'texts and sheets know only domain',
      comment: 'Texts are rendered and sheets are read from arguments; what they need from the database is passed in.',
      severity: 'error',
      from: { path: '^(texts|sheets)/' },
      to: { path: ours, pathNot: ['^texts/', '^sheets/', '^domain/'] },
    },
    {
      name: 'previews know only domain and how files are unpacked',
      comment: 'A preview is made in a process that has one file and nothing else: what it needs is in its order.',
      severity: 'error',
      from: { path: '^previews/' },
      to: { path: ours, pathNot: ['^previews/', '^domain/', '^sheets/'] },
    },
    {
      name: 'plugins stand alone',
      comment:
        'A built-in plugin uses nothing that a stranger’s cannot: only domain, plugins/plugin.ts and its own packages.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/' },
      to: { path: ours, pathNot: ['^plugins/$1/', '^domain/', '^plugins/plugin\\.ts$'] },
    },
    {
      name: 'plugins do not know Temporal or the panel',
      comment: 'A plugin ships no workflow code: offer a job and let the one activity for jobs call it.',
      severity: 'error',
      from: { path: '^plugins/' },
      to: { path: 'node_modules/(@temporalio|adminjs|@adminjs)' },
    },
    {
      name: 'the panel and the API talk to workflows through the outbox',
      comment: 'Call the verb in db; it writes the outbox row. The panel has no Temporal client.',
      severity: 'error',
      from: { path: '^(admin|api|panel\\.ts)' },
      to: { path: ['^workflows/', '^activities/', 'node_modules/@temporalio'] },
    },
    {
      name: 'nobody imports what puts things together',
      comment:
        'start.ts, panel.ts and worker.ts are started, not imported: move what you need into the folder it belongs to.',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^(start|panel|worker)\\.ts$' },
    },
    {
      name: 'the program does not import its tests',
      comment: 'What both need belongs to the program.',
      severity: 'error',
      from: { pathNot: ['^tests/', '^bench/'] },
      to: { path: ['^tests/', '^bench/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(adminjs-build|var)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
