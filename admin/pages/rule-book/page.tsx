import React, { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Head, Page, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { EditedBook } from '../../../db/governor.ts';
import type { RuleBook } from '../../../domain/governor/rule-book.ts';
import { Cap } from './cap.tsx';
import { Hours } from './hours.tsx';
import { Purposes } from './purposes.tsx';

/** When and how often customers may be contacted, and what needs their consent: asked before every message and call. */
export default function RuleBookPage() {
  const { t } = useWords();
  const toast = useToast();
  const { value, error, reload } = useRead<EditedBook>('/rule-book');
  const { run, busy, refused, problem } = useAction();
  const [book, setBook] = useState<RuleBook>();
  useEffect(() => {
    if (value) setBook(value.book);
  }, [value]);
  const title = t('settings.rule_book');
  const back = { to: '/admin/settings', label: t('room.settings') };
  if (!book || !value) {
    return (
      <Page title={title}>
        <Head title={title} back={back} />
        {error ? <Problem>{error.message}</Problem> : <Skeleton rows={8} height={34} />}
      </Page>
    );
  }
  const save = async () => {
    if (!(await run(() => call('PUT', '/rule-book', { book, version: value.version })))) return;
    toast(t('rules.saved'), { tone: 'green' });
    reload();
  };
  const set = (part: Partial<RuleBook>) => setBook({ ...book, ...part });
  return (
    <Page title={title}>
      <Head title={title} second={t('rules.lead')} back={back}>
        <Button kind="main" busy={busy} disabled={book === value.book} onClick={() => void save()}>
          {t('frame.save')}
        </Button>
      </Head>
      <Refusal refused={refused} />
      <div className="stack rule-book">
        <Hours hours={book.hours} onChange={(hours) => set({ hours })} />
        <Cap cap={book.cap} onChange={(cap) => set({ cap })} />
        <Purposes purposes={book.purposes} problem={problem('purpose')} onChange={(purposes) => set({ purposes })} />
      </div>
    </Page>
  );
}
