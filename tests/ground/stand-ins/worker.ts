/** Stands in for the worker where only the supervision is tested. */
process.on('SIGTERM', () => process.exit(0));
if (process.env['NURT_TEST_DIES'] === 'worker') throw new Error('this worker was told to die');
setInterval(() => {}, 60_000);
console.log('ready');
