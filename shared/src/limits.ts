/** Characters (Unicode code points) that the texts of people may have. */
export const longestComment = 1000;
export const longestDisplayName = 100;
export const longestSearch = 200;
