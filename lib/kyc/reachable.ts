const email = /[^\s@<>]{1,64}@[^\s@<>]{1,63}\.[^\s@<>.]{2,24}/u
const phone = /\d(?:[ ()./-]{0,2}\d){5,14}/
const web = /https:\/\/[^\s/.]{1,63}\.[^\s]{2,}/u

/**
 * Whether a line tells people a way to write, call or visit: an e-mail address, a phone number of 6 to 15 digits or a web
 * address, with any words around it. A name alone reaches nobody (L-15: contact and grievance officer must be reachable).
 */
export const isReachable = (line: string): boolean => email.test(line) || phone.test(line) || web.test(line)
