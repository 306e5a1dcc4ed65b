// Answers that are files of a standard form: served as they are, not as JSON.

/** A text of this media type; with a name, browsers save it under that. */
export const fileText = (body: string, type: string, name?: string): Response =>
  new Response(body, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      ...(name !== undefined && { 'content-disposition': `attachment; filename="${name}"` }),
    },
  })
