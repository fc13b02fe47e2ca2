/** Fired on the window to open the form: by the palette and by the key l. */
export const LOG_EVENT = "waymark:log";
