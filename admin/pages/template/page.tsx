import React, { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Problem } from '../../components/field.tsx';
import { Head, Page, Skeleton } from '../../components/page.tsx';
import { call, saveWhole, useAction, useRead } from '../../components/read.ts';
import { Restored } from '../../components/restored.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Template } from '../../../db/templates.ts';
import { Attachments } from './attachments.tsx';
import { Preview } from './preview.tsx';
import { blank, draftOf, TemplateForm, type Draft } from './template-form.tsx';

/** A template: its text at the left, at the right what a recipient gets while it is typed. */
export default function EditTemplate() {
  const { id } = useParams();
  const { t } = useWords();
  const { value, error } = useRead<Template>(id ? `/templates/${id}` : undefined);
  if (!id) return <Editor before={undefined} />;
  if (value) return <Editor key={value.version} before={value} />;
  return (
    <Page title={t('templates.title')}>
      {error ? <Problem>{error.message}</Problem> : <Skeleton rows={10} height={32} />}
    </Page>
  );
}

function Editor({ before }: { readonly before: Template | undefined }) {
  const { t } = useWords();
  const { may } = useViewer();
  const toast = useToast();
  const navigate = useNavigate();
  const kept = useDraft<Draft>(`template ${before?.id ?? 'new'}`, before ? draftOf(before) : blank);
  const { typed: draft, isDirty: changed } = kept;
  const [begun, setBegun] = useState(() => before && draftOf(before));
  const [seen, setSeen] = useState(before?.version);
  const [number, setNumber] = useState(before?.number);
  const [attachments, setAttachments] = useState(before?.attachments ?? []);
  const saving = useAction();

  const save = () =>
    void saving.run(async () => {
      if (!before || !begun || seen === undefined) {
        const { id } = await call<{ id: string }>('POST', '/templates', draft);
        kept.forget(draft);
        toast(t('templates.saved', { number: 1 }));
        navigate(`/admin/templates/${id}`);
        return;
      }
      const answer = await saveWhole<{ version: number; number: number }>(`/templates/${before.id}`, {
        ...{ version: seen, before: begun, after: draft },
      });
      // Where somebody else was quicker, what they have changed is in it as well.
      const now = await call<Template>('GET', `/templates/${before.id}`);
      setBegun(draftOf(now));
      setSeen(now.version);
      setNumber(now.number);
      kept.saved(draft, draftOf(now));
      toast(t('templates.saved', { number: answer.number }));
    });

  const title = before?.name ?? t('templates.new');
  return (
    <Page title={title} wide>
      <Head
        title={title}
        beside={number === undefined ? null : <Tag>{t('templates.v', { number })}</Tag>}
        back={{ to: '/admin/templates', label: t('templates.title') }}
      >
        {may('template.edit') ? (
          <Button kind="main" onClick={save} busy={saving.busy} disabled={!changed}>
            {t('templates.save')}
          </Button>
        ) : null}
      </Head>
      <Problem>{saving.refused && !saving.refused.field ? saving.refused.message : null}</Problem>
      <Restored draft={kept} />
      <div className="template-editor">
        <TemplateForm draft={draft} onChange={kept.change} problem={saving.problem} isNew={!before} />
        <div className="stack">
          <Preview draft={draft} />
          {before && seen !== undefined ? (
            <Attachments
              templateId={before.id}
              seen={seen}
              attachments={attachments}
              mayEdit={may('template.edit')}
              onChange={(attached) => {
                setSeen(attached.version);
                setNumber(attached.number);
                setAttachments(attached.attachments);
              }}
            />
          ) : null}
        </div>
      </div>
    </Page>
  );
}
