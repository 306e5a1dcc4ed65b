// What a mail is, whoever writes or sends it.

/** `content` is text; it arrives as its UTF-8. */
export type Attachment = { filename: string; type: string; content: string }

/** Plain text only. */
export type Mail = { to: string; subject: string; text: string; attachments?: readonly Attachment[] }
