import React, { Suspense, useState } from 'react';
import { Button } from '../button.tsx';
import { useViewer } from '../viewer.ts';
import { useWords } from '../words.ts';
import type { PlaceProps } from './procedure-place.ts';

const ChooseProcedure = React.lazy(() =>
  import('./choose-procedure.tsx').then((it) => ({ default: it.ChooseProcedure })),
);

/** Opens the choice of a procedure, for whoever may start one. */
export function StartProcedure({ place, small, onChange }: PlaceProps & { readonly small?: boolean }) {
  const { t } = useWords();
  const { may } = useViewer();
  const [open, setOpen] = useState(false);
  if (!may('run.start') || !may('scenario.read')) return null;
  return (
    <>
      <Button icon="play" {...(small ? { size: 'small', kind: 'quiet' } : {})} onClick={() => setOpen(true)}>
        {t('procedure.start')}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <ChooseProcedure place={place} onClose={() => setOpen(false)} onChange={onChange} />
        </Suspense>
      ) : null}
    </>
  );
}
