/**
 * The contract of a plugin: a plain readonly object that can be printed. The registry checks it at start and names the
 * culprit. A plugin ships no workflow code. One that comes with Nurt imports this file, `domain/` and its own packages;
 * one that lives elsewhere imports nothing of Nurt but these types (README.md tells how to write one).
 */
import type { Said } from '../domain/domain-error.ts';

/** Rises when a plugin of an older number could no longer run. */
export const PLUGIN_API = 1;

export type Plugin = {
  readonly api: typeof PLUGIN_API;
  /** Lower-case letters, digits and dashes; unique. */
  readonly id: string;
  readonly title: Said;
  readonly channels?: readonly Channel[];
  readonly jobs?: readonly PluginJob[];
  readonly lookups?: readonly Lookup[];
};

/** What a plugin exports. Answers nothing when the plugin is not set up. */
export type PluginFactory<Settings = unknown> = {
  readonly id: string;
  readonly settings: SettingsSchema<Settings>;
  readonly create: (settings: Settings, house: House) => Plugin | undefined;
};

/** A schema of zod, of whichever version, or anything else that can be asked the same. From the environment it is given texts. */
export type SettingsSchema<Settings> = {
  readonly safeParse: (given: unknown) => ReadSettings<Settings>;
};

export type ReadSettings<Settings> =
  | { readonly success: true; readonly data: Settings }
  | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** What Nurt gives to every plugin. */
export type House = {
  readonly publicUrl: string;
  readonly log: (line: string, facts?: Readonly<Record<string, unknown>>) => void;
};

/** A way to reach people: e-mail, SMS, ... One account of it is one sender. */
export type Channel = {
  readonly id: string;
  readonly title: Said;
  /** Which contact points it can reach. */
  readonly reaches: 'email' | 'phone' | 'messenger' | 'postal';
  /** Opens the connections of one account. Called again after a failure. */
  readonly open: (account: ChannelAccount) => Promise<Sender>;
};

export type ChannelAccount = {
  readonly id: string;
  readonly senderName: string;
  readonly senderAddress: string;
  readonly connections: number;
  readonly settings: Readonly<Record<string, unknown>>;
};

export type Sender = {
  /**
   * Sends one message. Never throws for what the far side did: every outcome is an answer. Where the connection broke
   * after the point of no return (for SMTP: the final dot of DATA), the answer is `unknown`.
   */
  readonly send: (message: Outgoing) => Promise<SendAnswer>;
  readonly close: () => Promise<void>;
};

export type Outgoing = {
  /** Key of the effect: the idempotency key of the call; the Message-ID of a mail is derived from it. */
  readonly key: string;
  readonly to: { readonly address: string; readonly name?: string };
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** An invitation (iTIP) beside the text, for the recipient's calendar; a channel that knows none leaves it out. */
  readonly calendar?: { readonly method: string; readonly text: string };
  /** Message-ID of the mail that this one answers. */
  readonly inReplyTo?: string;
  /** Address for one-click unsubscribing (RFC 8058), where the purpose needs it. */
  readonly unsubscribeUrl?: string;
  readonly attachments?: readonly { readonly fileName: string; readonly mediaType: string; readonly path: string }[];
};

export type SendAnswer =
  /** It went out. */
  | { readonly as: 'done'; readonly externalId: string }
  /** It certainly did not go out and never will: a bad address (`address` tells what that means for the contact point). */
  | { readonly as: 'failed'; readonly reason: string; readonly address?: 'bounced' | 'full' }
  /** It certainly did not go out; trying again later may help. `account`: the whole sender is refused, not this message. */
  | { readonly as: 'later'; readonly reason: string; readonly account?: boolean }
  /** It may or may not have gone out: a person decides. */
  | { readonly as: 'unknown'; readonly reason: string };

/**
 * Periodic work of a plugin. It runs in the worker, never twice at once, for 25 minutes at most; not while the installation
 * is muted, and not while the disk is low. What it throws stands on the page of the system until a turn goes well. A
 * turn that was missed is not made up for.
 */
export type PluginJob = {
  readonly id: string;
  readonly everyMinutes: number;
  /** The signal says that it should end: the worker is being stopped. */
  readonly run: (call: { readonly signal: AbortSignal }) => Promise<void>;
};

/** A register that knows firms by a number of theirs. Asked when a person wants it; what it says is shown before it is taken over. */
export type Lookup = {
  readonly id: string;
  readonly title: Said;
  readonly by: 'nip';
  /** Asks once, within a time limit of its own. Never throws for what the far side did. The NIP is ten digits with the right check digit. */
  readonly find: (nip: string) => Promise<LookupAnswer>;
};

export type LookupAnswer =
  /** `proof`: what the register gives as evidence of the question, where it does. */
  | { readonly as: 'found'; readonly draft: CompanyDraft; readonly proof?: string }
  /** The register answers that it knows nobody with this number. */
  | { readonly as: 'none' }
  | { readonly as: 'failed'; readonly reason: Said };

/** What a form would be filled in with. */
export type CompanyDraft = {
  readonly name: string;
  readonly kind?: 'firm' | 'sole trader' | 'institution';
  readonly nip?: string;
  readonly regon?: string;
  readonly krs?: string;
  readonly iban?: string;
  readonly street?: string;
  readonly postcode?: string;
  readonly city?: string;
  /** Said beside it, never stored: whether the firm pays VAT. */
  readonly remark?: Said;
};
