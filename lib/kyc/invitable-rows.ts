/**
 * Rows of a file that have become invitations or still can: the good ones without those whose reference got an open
 * invitation after the file was looked through.
 */
export const invitableRows = (file: { readonly good_rows: number; readonly left_out: readonly number[] }): number =>
  file.good_rows - file.left_out.length
