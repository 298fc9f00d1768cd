/**
 * AdminJS reads these while it is imported, so this file comes before it: its smaller scripts, no Rollup in our process,
 * and no folder whose name begins with a dot (Express 5 refuses to serve from one).
 */
process.env['NODE_ENV'] = 'production';
process.env['ADMIN_JS_SKIP_BUNDLE'] = 'true';
process.env['ADMIN_JS_TMP_DIR'] = 'adminjs-build';
