<?php
// Installs WordPress and makes one account of each role, each with an Application Password.
// Settings come in as JSON on standard input, the accounts go out as JSON on standard output.

$settings = json_decode(stream_get_contents(STDIN), true);
define('WP_INSTALLING', true);

function wp_new_blog_notification() {}  // the installer would send a letter

$_SERVER['HTTP_HOST'] = parse_url($settings['url'], PHP_URL_HOST);
require $settings['wordpress'] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

$password = $settings['account_password'];
wp_install($settings['title'], 'admin', 'admin@example.org', true, '', $password, $settings['language']);

update_option('timezone_string', $settings['timezone']);
update_option('date_format', 'j F Y');
update_option('time_format', 'H:i');
update_option('blogdescription', $settings['description']);
update_option('comments_notify', 0);
update_option('moderation_notify', 0);
$GLOBALS['wp_rewrite']->set_permalink_structure($settings['permalinks']);
flush_rewrite_rules(false);

// The installer's samples are in nobody's way on a real site, but counts are easier to read without them.
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $post) {
    wp_delete_post($post->ID, true);
}

$accounts = [];
foreach (['administrator', 'editor', 'author', 'contributor', 'subscriber'] as $role) {
    $login = $role === 'administrator' ? 'admin' : $role;
    $id = $role === 'administrator' ? 1 : wp_insert_user([
        'user_login' => $login,
        'user_pass' => $password,
        'user_email' => "$login@example.org",
        'display_name' => ucfirst($login),
        'role' => $role,
    ]);
    [$application_password] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'tests']);
    $accounts[$role] = ['id' => $id, 'username' => $login, 'application_password' => $application_password];
}

echo "\n", json_encode(['version' => $GLOBALS['wp_version'], 'accounts' => $accounts]);
