/** When the page of a model is in front. */
export const onModelPage = "activeCustomEditorId == 'whittle.model'";

/** When keys go to it: the side bars and the panel have keys of their own. */
export const inModelPage = `${onModelPage} && !sideBarFocus && !auxiliaryBarFocus && !panelFocus`;
