import React, { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Field, Notice, Problem, TextInput } from '../../components/field.tsx';
import { Files } from '../../components/files.tsx';
import { Letter } from '../../components/letter.tsx';
import { OwnEdited } from '../../components/own/own-edited.tsx';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import type { LetterStart } from '../../components/letter-start.ts';
import { HomeCase } from '../case/home-case.tsx';
import { TiedOpportunity } from '../opportunity/tied.tsx';
import { Documents } from './documents.tsx';
import { sayReason } from '../../../domain/reasons.ts';
import type { ReadMessage, RecordedReply } from '../../../db/messages.ts';

/** One message as it went out, or as it came. */
export default function Message() {
  const { id } = useParams();
  const { t } = useWords();
  const { value, error, reload } = useRead<ReadMessage>(`/messages/${id}`);
  if (value) return <Shown message={value} onChange={reload} />;
  return (
    <Page title={t('messages.title')}>
      {error ? <Problem>{error.message}</Problem> : <Skeleton rows={8} height={32} />}
    </Page>
  );
}

type ShownProps = { readonly message: ReadMessage; readonly onChange: () => void };

function Shown({ message, onChange }: ShownProps) {
  const { t, moment, language } = useWords();
  const { may } = useViewer();
  const title = message.subject ?? t('messages.no subject');
  const direction = message.direction === 'in' ? 'from' : 'to';
  const ofCompany = message.companyId ? { id: message.companyId, name: message.companyName ?? '' } : null;
  return (
    <Page title={title}>
      <Head
        title={title}
        second={`${t(`messages.${direction}`, { address: message.address ?? '' })} · ${moment(message.at)}`}
        back={{ to: '/admin/messages', label: t('messages.title') }}
      >
        <Buttons message={message} onChange={onChange} />
      </Head>
      {message.reason ? <Notice tone="orange">{sayReason(message.reason)[language]}</Notice> : null}
      <Card>
        <dl className="facts">
          {message.companyId ? (
            <>
              <dt>{t('messages.company')}</dt>
              <dd>
                <Link to={`/admin/companies/${message.companyId}`}>{message.companyName}</Link>
              </dd>
            </>
          ) : null}
          {message.campaignId ? (
            <>
              <dt>{t('messages.campaign')}</dt>
              <dd>
                <Link to={`/admin/campaigns/${message.campaignId}`}>{message.campaignName}</Link>
              </dd>
            </>
          ) : null}
          {message.messageIdHeader ? (
            <>
              <dt>Message-ID</dt>
              <dd>{message.messageIdHeader}</dd>
            </>
          ) : null}
        </dl>
        <Letter text={message.text} html={message.html} />
      </Card>
      <div className="message-ties">
        <HomeCase kind="message" id={message.id} name={title} company={ofCompany} />
        <TiedOpportunity noun="message" id={message.id} company={ofCompany} />
        <Documents messageId={message.id} />
        <OwnEdited
          record="message"
          path={`/messages/${message.id}`}
          version={message.version}
          own={message.own}
          mayEdit={may('company.edit')}
          onSaved={onChange}
        />
        {may('file.read') ? (
          <Card title={t('files.title')}>
            <Files noun="message" recordId={message.id} />
          </Card>
        ) : null}
      </div>
    </Page>
  );
}

/** Answering, and what is said about its being read. */
function Buttons({ message, onChange }: ShownProps) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const [replying, setReplying] = useState(false);
  const letter = useLetter(onChange);
  const mark = useReading(message, onChange);
  return (
    <>
      {message.reading.mayMark ? (
        <Button icon={message.reading.unread ? 'check' : 'mail'} onClick={() => void mark(message.reading.unread)}>
          {t(message.reading.unread ? 'messages.mark read' : 'messages.mark unread')}
        </Button>
      ) : null}
      {message.companyId && may('message.send') ? (
        <Button icon="mail" onClick={() => letter.write(answerTo(message, words))}>
          {t('letter.answer')}
        </Button>
      ) : null}
      {message.direction === 'out' && may('company.edit') ? (
        <Button icon="note" onClick={() => setReplying(true)}>
          {t('messages.record reply')}
        </Button>
      ) : null}
      {letter.dialog}
      {replying ? <ReplyDialog message={message} onClose={() => setReplying(false)} /> : null}
    </>
  );
}

/** Opening is reading for those whose message it is; for others it stays unread until they say otherwise. */
function useReading({ id, reading }: ReadMessage, onChange: () => void): (read: boolean) => Promise<void> {
  const mark = async (read: boolean) => {
    await call('PUT', `/messages/${id}/read`, { read });
    onChange();
  };
  useEffect(() => {
    if (reading.unread && reading.mine) void mark(true);
    // Once for each message: what is put back as unread stays so.
  }, [id]);
  return mark;
}

/** With what it answers under it, as mail programs do. */
function answerTo(message: ReadMessage, { t, date, time }: Words): LetterStart {
  const { id, companyId, personId, subject, address, at, text } = message;
  const quoted = text.split('\n').map((line) => `> ${line}`);
  return {
    companyId: companyId!,
    inReplyTo: id,
    to: personId ?? 'company',
    subject: /^(re|odp):/i.test(subject ?? '') ? subject! : `Re: ${subject ?? ''}`,
    text: ['', '', t('letter.quoted', { when: `${date(at)} ${time(at)}`, who: address ?? '' }), ...quoted].join('\n'),
  };
}

type ReplyProps = { readonly message: ReadMessage; readonly onClose: () => void };

/** What somebody wrote back: the procedure that waits for it goes on at once. */
function ReplyDialog({ message, onClose }: ReplyProps) {
  const { t } = useWords();
  const toast = useToast();
  const [text, setText] = useState('');
  const saving = useAction();
  const save = () =>
    void saving
      .run(async () => {
        const { runs } = await call<RecordedReply>('POST', '/messages/replies', { inReplyTo: message.id, text });
        toast(runs > 0 ? t('messages.reply recorded', { count: runs }) : t('messages.reply kept'));
      })
      .then((went) => went && onClose());
  return (
    <Dialog
      title={t('messages.record reply')}
      onClose={onClose}
      onSubmit={save}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={saving.busy} disabled={text.trim() === ''}>
            {t('messages.save reply')}
          </Button>
        </>
      }
    >
      <div className="form">
        <Problem>{saving.refused?.message}</Problem>
        <Field label={t('messages.reply text')} hint={t('messages.reply hint')} required>
          <TextInput value={text} onChange={setText} lines={8} autoFocus />
        </Field>
      </div>
    </Dialog>
  );
}
