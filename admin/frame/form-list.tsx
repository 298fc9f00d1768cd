import { lazy } from 'react';
import type * as Forms from '../forms/forms.tsx';

/** Stands in AdminJS's route; the forms come as a chunk when the first one is opened. */
export default lazy(async () => {
  const { FormList } = (await import(window.NURT.chunks['forms']!)) as typeof Forms;
  return { default: FormList };
});
