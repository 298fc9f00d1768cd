import React, { useEffect, useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { call } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Said } from '../../../domain/domain-error.ts';
import type { OutcomeShown, WorkScreen } from '../../../db/work-screen.ts';

type AfterProps = {
  readonly task: WorkScreen['task'];
  readonly outcome: OutcomeShown | undefined;
  readonly nextAt: string | null;
};

/** What will happen after saving, in the words of the interpreter that will do it. */
export function After({ task, outcome, nextAt }: AfterProps) {
  const { t, language } = useWords();
  const dated = useThen(task, outcome, nextAt);
  if (!outcome) {
    return (
      <div className="why">
        {t('work.choose outcome')} <span className="of-keys">{t('work.choose by keys')}</span>
      </div>
    );
  }
  const then = (dated ?? outcome.then).map((said) => said[language]);
  const byHand = outcome.asks === 'date' ? t('work.after date') : t('work.after hand');
  return (
    <div className="why" role="status">
      <Icon name="note" />
      <span>
        {t('work.after')} {then.length > 0 ? then.join(' ') : byHand}
      </span>
    </div>
  );
}

/** Asked again when a date is given: it may change what follows. */
function useThen(task: WorkScreen['task'], outcome: OutcomeShown | undefined, nextAt: string | null) {
  const [then, setThen] = useState<readonly Said[]>();
  const code = outcome?.code;
  useEffect(() => {
    setThen(undefined);
    if (!task.runId || !code || !nextAt) return;
    let gone = false;
    const asked = { outcome: code, answers: { nextAt } };
    call<{ then: Said[] }>('POST', `/work/${task.id}/foretell`, asked).then(
      (answer) => !gone && setThen(answer.then),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [task.id, task.runId, code, nextAt]);
  return then;
}
