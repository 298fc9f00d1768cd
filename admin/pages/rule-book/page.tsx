import React from 'react';
import { Button } from '../../components/button.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Problem } from '../../components/field.tsx';
import { Head, Page, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { Restored } from '../../components/restored.tsx';
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
  const { value, error, reload } = useRead<EditedBook>('/rule-book');
  if (value) return <BookPage key={value.version} edited={value} onSaved={reload} />;
  const title = t('settings.rule_book');
  return (
    <Page title={title}>
      <Head title={title} back={{ to: '/admin/settings', label: t('room.settings') }} />
      {error ? <Problem>{error.message}</Problem> : <Skeleton rows={8} height={34} />}
    </Page>
  );
}

type BookPageProps = { readonly edited: EditedBook; readonly onSaved: () => void };

function BookPage({ edited: { book: begun, version }, onSaved }: BookPageProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const kept = useDraft<RuleBook>('rule book', begun);
  const { typed: book, change: set } = kept;
  const title = t('settings.rule_book');
  const save = async () => {
    if (!(await run(() => call('PUT', '/rule-book', { book, version })))) return;
    kept.saved(book);
    toast(t('rules.saved'), { tone: 'green' });
    onSaved();
  };
  return (
    <Page title={title}>
      <Head title={title} second={t('rules.lead')} back={{ to: '/admin/settings', label: t('room.settings') }}>
        <Button kind="main" busy={busy} disabled={!kept.isDirty} onClick={() => void save()}>
          {t('frame.save')}
        </Button>
      </Head>
      <Refusal refused={refused} />
      <Restored draft={kept} />
      <div className="stack rule-book">
        <Hours hours={book.hours} onChange={(hours) => set({ hours })} />
        <Cap cap={book.cap} onChange={(cap) => set({ cap })} />
        <Purposes purposes={book.purposes} problem={problem('purpose')} onChange={(purposes) => set({ purposes })} />
      </div>
    </Page>
  );
}
