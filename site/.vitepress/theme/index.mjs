import Theme from 'vitepress/theme-without-fonts';
import './carillon.css';

/** The fonts of the reader's system: quick, and nothing is asked for elsewhere. */
export default Theme;
