<?php
// The configuration of a site that lives for one test run. Its database and address lie beside it, out of the web root.

$table_prefix = 'wp_';
$site_data = json_decode(file_get_contents(__DIR__ . '/site-data.json'), true);
define('WP_SITEURL', $site_data['url']);
define('WP_HOME', $site_data['url']);
define('SITE_DATA', $site_data['directory']);

define('DB_ENGINE', 'sqlite');
define('DB_DIR', SITE_DATA);
define('DB_FILE', 'wordpress.sqlite');
define('DB_NAME', 'wordpress');
define('DB_USER', '');
define('DB_PASSWORD', '');
define('DB_HOST', '');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');

foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", "only for tests: $name key");
    define("{$name}_SALT", "only for tests: $name salt");
}

// "local" makes Application Passwords work without https.
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_AUTO_UPDATE_CORE', false);
define('WP_DEBUG', false);

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
